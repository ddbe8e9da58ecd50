// What breaks off on the way to the server is sent again, and done once: a proxy between the two loses the answers.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from '../running_server.mjs';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-retry-'));
const data = path.join(scratch, 'data');
let server, proxy, url;
let toLose = 0; // so many answers to writes
let writes = 0; // that came by

before(async () => {
  server = await startServer(data);
  const { port } = new URL(server.url);
  proxy = net.createServer((client) => {
    const up = net.connect(port, '127.0.0.1');
    let lose = false;
    client.on('data', (piece) => {
      if (/^(POST|DELETE) /.test(piece.toString('latin1'))) {
        writes += 1;
        lose = toLose > 0;
        if (lose) toLose -= 1;
      }
      up.write(piece);
    });
    up.on('data', (piece) => (lose ? client.destroy() : client.write(piece)));
    client.on('close', () => up.end()).on('error', () => {});
    up.on('close', () => client.end()).on('error', () => {});
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${proxy.address().port}`;
  await haat(['login', url], { input: `${fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim()}\n` });
});
after(() => {
  proxy?.close();
  server?.child.removeAllListeners('exit').kill();
  fs.rmSync(scratch, { recursive: true, force: true });
});

// The proxy is in this process, so nothing may wait for the command but the loop.
async function haat(words, { code = 0, input = '' } = {}) {
  const child = spawn(process.env.HAAT, words, {
    cwd: scratch, detached: true, env: { PATH: process.env.PATH, HAAT_HOME: path.join(scratch, 'home') },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => { text += piece; });
  child.stdin.on('error', () => {}).end(input);
  const ended = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(ended, code, `haat ${words.join(' ')}: ${text}`);
  return text;
}
const tokens = async () => JSON.parse(await haat(['token', 'list', '--json'])).tokens.map((each) => each.name);

test('an answer that was lost is asked for again, and what was done is not done twice', async () => {
  writes = 0;
  toLose = 1;
  const token = await haat(['token', 'new', 'ci']);
  assert.match(token, /haat_[0-9A-Za-z]{49}/, 'with the token that is shown once');
  assert.equal(writes, 2);
  assert.equal((await tokens()).filter((name) => name === 'ci').length, 1);
});

test('a server that never answers is told after a few tries', async () => {
  toLose = 1000;
  writes = 0;
  const text = await haat(['token', 'new', 'never'], { code: 3 });
  toLose = 0;
  assert.match(text, /does not answer/);
  assert.equal(writes, 2);
  assert.equal((await tokens()).filter((name) => name === 'never').length, 1, 'done it was');
});
