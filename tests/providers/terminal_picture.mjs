// What a terminal shows of a program, as an SVG whose text is text. The program runs on a pty of its own, so it paints as it does
// for people, and a terminal reads what it says.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const npm = createRequire(path.join(process.env.HAAT_NPM_DIR, 'package.json'));
const { Terminal } = npm('@xterm/headless');

const font = { width: 7.2, height: 17, size: 12 }; // of a cell, and of the letters in it; px
const margin = 14;
const title = 26;
const ink = ['#d0d4dc', '#ff6b68', '#7ac77a', '#e5b95c', '#6fa8ff', '#c792ea', '#66c7d0', '#d0d4dc'];

function bytesOf(command, columns, env) {
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['--quiet', '--return', '--command', `stty cols ${columns} rows 50; ${command}`, '/dev/null'],
      { env: { TERM: 'xterm-256color', ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    const pieces = [];
    child.stdout.on('data', (piece) => pieces.push(piece));
    child.on('close', (status) => (status === 0 ? resolve(Buffer.concat(pieces)) : reject(new Error(`${command}: ${status} ${Buffer.concat(pieces)}`))));
  });
}

// Rows of cells as the terminal has them; `wrapped` rows went on from the one before.
async function rowsOf(bytes, columns) {
  const terminal = new Terminal({ cols: columns, rows: 50, allowProposedApi: true });
  await new Promise((done) => terminal.write(bytes, done));
  const buffer = terminal.buffer.active;
  const rows = [];
  for (let y = 0; y < buffer.length; y += 1) {
    const line = buffer.getLine(y);
    const cells = Array.from({ length: line.translateToString(true).length }, (_, x) => {
      const cell = line.getCell(x);
      return { text: cell.getChars() || ' ', colour: cell.isFgPalette() ? ink[cell.getFgColor() % 8] : ink[0], dim: cell.isDim() !== 0 };
    });
    rows.push({ cells, wrapped: line.isWrapped });
  }
  while (rows.length && rows.at(-1).cells.length === 0) rows.pop();
  return rows;
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

// What stands together in a row and looks alike: each has its place, so no viewer need keep spaces.
function runs(cells) {
  const all = [];
  const blank = (x) => (cells[x]?.text ?? ' ') === ' ';
  let open = false;
  cells.forEach((cell, x) => {
    if (blank(x) && (!open || blank(x + 1))) { open = false; return; }
    const last = all.at(-1);
    if (open && last.colour === cell.colour && last.dim === cell.dim) last.text += cell.text;
    else all.push({ ...cell, x });
    open = true;
  });
  return all;
}

function svgOf(rows, columns, caption) {
  const width = Math.ceil(columns * font.width + 2 * margin);
  const height = Math.ceil(rows.length * font.height + title + 2 * margin);
  // textLength holds the columns where a viewer's font is of another width.
  const span = ({ text, colour, dim, x }) =>
    `<tspan x="${(margin + x * font.width).toFixed(1)}" textLength="${(text.length * font.width).toFixed(1)}" fill="${colour}"${dim ? ' opacity="0.6"' : ''}>${escaped(text)}</tspan>`;
  const line = ({ cells }, y) => `<text y="${title + margin + (y + 0.75) * font.height}">${runs(cells).map(span).join('')}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="${font.size}">
<title>${escaped(caption)}</title>
<rect width="${width}" height="${height}" rx="8" fill="#1b1f27"/>
<rect width="${width}" height="${title}" rx="8" fill="#2b313c"/>
<text x="${margin}" y="17" fill="#aab1bf">$ ${escaped(caption)}</text>
${rows.map(line).join('\n')}
</svg>
`;
}

// `lines` is its text, `wrapped` how many of them are what did not fit into the one before.
export async function draw(command, { caption, columns, env }) {
  const rows = await rowsOf(await bytesOf(command, columns, env), columns);
  const lines = rows.map(({ cells }) => cells.map(({ text }) => text).join(''));
  return { svg: svgOf(rows, columns, caption), lines, wrapped: rows.filter((row) => row.wrapped).length };
}
