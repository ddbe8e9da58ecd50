// The vectors of samples/trust: made again byte for byte, and judged alike by the command and by the verifier that shares no line with it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const trust = process.env.HAAT_SAMPLES + '/trust';
const folder = path.join(trust, 'vectors');
const { verify, readTrusted } = await import(path.join(trust, 'verify.mjs'));
const { now, trusted, vectors } = JSON.parse(fs.readFileSync(path.join(folder, 'vectors.json'), 'utf8'));
const keys = readTrusted(fs.readFileSync(path.join(folder, trusted), 'utf8'));
const exits = { genuine: 0, tampered: 1, unreadable: 3, untrusted: 4, expired: 5, revoked: 6, unsigned: 7 };
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-trust-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

const haat = (...args) => spawnSync(process.env.HAAT, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, HAAT_HOME: path.join(scratch, 'home') } });

test('the vectors are made again, byte for byte', () => {
  const again = path.join(scratch, 'again');
  execFileSync('node', [path.join(trust, 'make.mjs'), again]);
  assert.deepEqual(fs.readdirSync(again).sort(), fs.readdirSync(folder).sort());
  for (const name of fs.readdirSync(again)) assert.ok(fs.readFileSync(path.join(again, name)).equals(fs.readFileSync(path.join(folder, name))), name);
});

test('the verifier is short enough to be read', () => {
  assert.ok(fs.readFileSync(path.join(trust, 'verify.mjs'), 'utf8').trimEnd().split('\n').length <= 150);
});

for (const vector of vectors)
  test(`${vector.package}: ${vector.why}`, () => {
    const file = path.join(folder, vector.package);
    const theirs = verify(fs.readFileSync(file), keys, Date.parse(now));
    assert.deepEqual(theirs, { verdict: vector.verdict, problems: vector.problems });
    const ours = haat('verify', file, '--keys', path.join(folder, trusted), '--at', now, '--json');
    assert.equal(ours.status, exits[vector.verdict], ours.stderr);
    const told = JSON.parse(ours.stdout);
    assert.equal(told.verdict, vector.verdict);
    assert.deepEqual([...new Set(told.violations.map((one) => one.id))].sort(), vector.problems);
  });

test('what the command packs and signs is genuine to the other verifier, and one cut short is not', () => {
  const run = (...args) => { const done = haat(...args); assert.equal(done.status, 0, done.stderr); return done.stdout; };
  const [course, zip] = [path.join(scratch, 'course'), path.join(scratch, 'course.zip')];
  run('new', course);
  run('pack', course, '--output', zip);
  const line = run('key', 'new', 'asha', '--no-passphrase');
  run('sign', zip);
  const bytes = fs.readFileSync(zip);
  assert.deepEqual(verify(bytes, readTrusted(line), Date.now()), { verdict: 'genuine', problems: [] });
  assert.equal(verify(bytes.subarray(0, -1), readTrusted(line), Date.now()).verdict, 'unreadable');
});

// What a person is told, for each attack. UPDATE=1 writes it anew.
test('the table of attacks is current', () => {
  const table = path.join(trust, 'ATTACKS.md');
  const cell = (text) => text.replaceAll('|', '\\|');
  const rows = vectors.filter((vector) => vector.verdict !== 'genuine').map((vector) => {
    const told = haat('verify', vector.package, '--keys', trusted, '--at', now);
    const lines = (told.stdout + told.stderr).split('\n');
    const reasons = lines.filter((line) => line.startsWith('  - ')).map((line) => line.slice(4));
    const sentence = reasons.findLast((line) => line.endsWith(']')) ?? reasons[0] ?? lines.filter(Boolean).slice(lines[1].startsWith('  digest') ? 2 : 1).join(' ');
    return `| \`${vector.package}\` | ${cell(vector.why)} | ${lines[0].split('  ')[0]} | ${told.status} | ${cell(sentence)} |`;
  });
  const text = ['# Attacks, and what `haat verify` says', '',
    'Made by `UPDATE=1 ctest -R trust/vectors`: of each package in `vectors/` that is not genuine, what is said of it.', '',
    '| package | what was done | verdict | exit | said |', '|---|---|---|---|---|', ...rows, ''].join('\n');
  if (process.env.UPDATE === '1') fs.writeFileSync(table, text);
  assert.equal(fs.readFileSync(table, 'utf8'), text);
});
