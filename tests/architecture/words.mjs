// words.mjs ROOT: no tracked file names a registry's host, a place of one developer's machine, or anything secret.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = process.argv[2];

// Put together here, so that this file does not name them either.
const forbidden = [
  ['a registry host', new RegExp(['registry\\.npmjs', 'npmmirror', 'deb\\.debian', 'proxy\\.golang', 'pypi'].map((host) => `${host}\\.(org|com)`).join('|'))],
  ['a place of one machine', new RegExp(`(^|["'\\s(=:])/(${['work', 'root', 'home/[a-z]+'].join('|')})/`)],
  ['a private key', new RegExp('BEGIN [A-Z ]*PRIVATE ' + 'KEY')],
];

// The documentation of rules shows what a rule finds.
const shown = new Set(['core/qa/RULES.md: a private key']);

const files = execFileSync('git', ['-C', root, 'ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
let faults = 0;
for (const file of files) {
  const full = path.join(root, file);
  if (!fs.existsSync(full) || fs.statSync(full).size > 4 << 20) continue;
  fs.readFileSync(full, 'utf8').split('\n').forEach((line, index) => {
    for (const [what, pattern] of forbidden)
      if (pattern.test(line) && !shown.has(`${file}: ${what}`)) {
        console.log(`${file}:${index + 1}: names ${what}: ${line.trim().slice(0, 120)}`);
        faults += 1;
      }
  });
}
console.log(`${files.length} files, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
