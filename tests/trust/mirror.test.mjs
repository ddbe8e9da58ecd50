// A copy of a marketplace that proves all that it takes, and what it says to one that lies.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { answersWithYes } from '../../tools/dev/journey/assessment.mjs';
import { startServer } from '../running_server.mjs';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-mirror-'));
const data = path.join(scratch, 'data');
const at = (name) => path.join(scratch, name);
const copied = (folder) => path.join(at(folder), 'api/v1/courses/org.example.course/package');
let market, key, served, standIn;
const tokens = {};

async function run(program, words, env = {}) {
  const child = spawn(program, words, { cwd: scratch, env: { ...process.env, ...env } });
  let out = '', err = '';
  child.stdout.on('data', (piece) => { out += piece; });
  child.stderr.on('data', (piece) => { err += piece; });
  const [code] = await once(child, 'close');
  return { code, out, err };
}
async function haat(who, ...words) {
  const done = await run(process.env.HAAT, words, { HAAT_HOME: at(`home-${who}`), HAAT_SERVER: market.url, ...(tokens[who] && { HAAT_TOKEN: tokens[who] }) });
  assert.equal(done.code, 0, `haat ${words.join(' ')}: ${done.out}${done.err}`);
  return done.out;
}
const mirror = (url, into, itsKey = key) => run(process.env.HAAT_SERVER, ['mirror', url, '--key', itsKey, '--into', at(into)]);

async function release(version) {
  const file = at('course/course.json');
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/"version": "[^"]*"/, `"version": "${version}"`));
  await haat('dev', 'pack', 'course', '--output', 'course.zip');
  await haat('dev', 'sign', 'course.zip');
  const { id } = JSON.parse(await haat('dev', 'publish', 'course.zip', '--json'));
  fs.writeFileSync(at('answers.json'), answersWithYes(await haat('meera', 'assess', id, '--blank')));
  await haat('meera', 'assess', id, '--answers', 'answers.json');
  await haat('meera', 'review', 'accept', id, '--reason', 'Good.');
}

before(async () => {
  market = await startServer(data);
  tokens.admin = fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim();
  for (const [name, ...words] of [['dev', '--namespace', 'org.example'], ['meera', '--role', 'curator']])
    tokens[name] = /haat_[0-9A-Za-z]+/.exec(await haat('admin', 'partner', 'add', name, ...words))[0];
  await haat('dev', 'new', 'course');
  await haat('dev', 'key', 'new', 'dev', '--no-passphrase');
  await haat('dev', 'key', 'register');
  await release('1.0.0');
  key = (await (await fetch(`${market.url}/api/v1/key`)).json()).key;

  // A web server that knows nothing of marketplaces, and can be told to lie.
  standIn = http.createServer((request, response) => {
    const lie = served.lies?.[request.url];
    const file = path.join(at(served.folder), request.url);
    if (lie === undefined && !fs.existsSync(file)) response.writeHead(404).end();
    else response.end(lie ?? fs.readFileSync(file));
  }).listen(0, '127.0.0.1');
  await once(standIn, 'listening');
});
after(() => {
  market?.child.removeAllListeners('exit').kill();
  standIn?.closeAllConnections();
  standIn?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
});
const standInUrl = () => `http://127.0.0.1:${standIn.address().port}`;

test('takes what is live, byte for byte, and nothing twice', async () => {
  const first = await mirror(market.url, 'copy');
  assert.deepEqual(first, { code: 0, err: '', out: 'took org.example.course 1.0.0\n1 package there, 1 of them new, 0 removed; 6 entries of the log, all proved\n' });
  const live = Buffer.from(await (await fetch(`${market.url}/api/v1/courses/org.example.course/package`)).arrayBuffer());
  assert.ok(live.equals(fs.readFileSync(copied('copy'))));
  assert.equal(fs.statSync(copied('copy')).mode & 0o044, 0o044, 'a web server can read it');
  const second = await mirror(market.url, 'copy');
  assert.deepEqual(second, { code: 0, err: '', out: '1 package there, 0 of them new, 0 removed; 6 entries of the log, all proved\n' });
});

test('a copy on any web server can be audited, and copied again', async () => {
  served = { folder: 'copy' };
  await haat('buyer', 'trust', 'add', '--server', market.url, '--yes');
  const audit = await run(process.env.HAAT, ['log', 'audit', '--server', standInUrl()], { HAAT_HOME: at('home-buyer') });
  assert.match(audit.out, /^CONSISTENT/, audit.err);
  const again = await mirror(standInUrl(), 'copy of the copy');
  assert.equal(again.code, 0, again.err);
  assert.ok(fs.readFileSync(copied('copy')).equals(fs.readFileSync(copied('copy of the copy'))));
});

test('a lie is seen, and changes nothing', async () => {
  const package_ = fs.readFileSync(copied('copy'));
  const flipped = Buffer.from(package_);
  flipped[flipped.length >> 1] ^= 1;
  const bundle = fs.readFileSync(path.join(at('copy'), 'api/v1/log/tile/entries/000.p/6'));
  const note = fs.readFileSync(path.join(at('copy'), 'api/v1/log/checkpoint'), 'utf8');
  const hashes = fs.readFileSync(path.join(at('copy'), 'api/v1/log/tile/0/000.p/6'));
  const otherHashes = Buffer.from(hashes);
  otherHashes[0] ^= 1;
  const package_path = '/api/v1/courses/org.example.course/package';
  const log = '/api/v1/log/';
  const cases = [
    [{ [package_path]: flipped }, 1, /org\.example\.course 1\.0\.0 is not what the log says: its SHA-256 is [0-9a-f]{64} instead of/],
    [{ [package_path]: '' }, 1, /is not what the log says/],
    [{ [`${log}tile/entries/000.p/6`]: Buffer.from(bundle.toString('latin1').replace('meera', 'maria'), 'latin1') }, 1, /log-entry-wrong/],
    [{ [`${log}tile/entries/000.p/6`]: bundle.subarray(0, 40) }, 1, /log-bundle-invalid/],
    [{ [`${log}tile/0/000.p/6`]: otherHashes }, 1, /log-tile-invalid/],
    [{ [`${log}checkpoint`]: note.replace('\n6\n', '\n5\n') }, 1, /checkpoint-not-signed/],
    [{ [`${log}checkpoint`]: 'x'.repeat(100_000) }, 3, /origin-unreachable/],
    [{ [`${log}checkpoint`]: '<html>' }, 1, /checkpoint-invalid/],
  ];
  for (const [lies, code, says] of cases) {
    served = { folder: 'copy', lies };
    fs.rmSync(at('lied to'), { recursive: true, force: true });
    const done = await mirror(standInUrl(), 'lied to');
    assert.equal(done.code, code, `${Object.keys(lies)}: ${done.out}${done.err}`);
    assert.match(done.err, says);
    assert.ok(!fs.existsSync(copied('lied to')));
    assert.deepEqual(fs.existsSync(at('lied to/incoming')) ? fs.readdirSync(at('lied to/incoming')) : [], []);
  }
  const other = await mirror(market.url, 'other key', (await haat('dev', 'key', 'export', 'dev')).trim());
  assert.equal(other.code, 1, other.out);
  assert.match(other.err, /checkpoint-not-signed/);
});

test('follows: a newer version takes the place, a forked past is refused, what is taken down goes', async () => {
  fs.cpSync(at('copy'), at('earlier'), { recursive: true });
  await release('1.0.1');
  const newer = await mirror(market.url, 'copy');
  assert.equal(newer.code, 0, newer.err);
  assert.match(newer.out, /took org\.example\.course 1\.0\.1\n1 package there, 1 of them new, 0 removed/);
  served = { folder: 'earlier' };
  const back = await mirror(standInUrl(), 'copy');
  assert.equal(back.code, 1, back.out);
  assert.match(back.err, /log-forked/);
  await haat('admin', 'catalogue', 'take-down', 'org.example.course', '--reason', 'A secret is in it.');
  const gone = await mirror(market.url, 'copy');
  assert.equal(gone.code, 0, gone.err);
  assert.match(gone.out, /^0 packages there, 0 of them new, 1 removed/);
  assert.ok(!fs.existsSync(copied('copy')));
});

test('says what is wrong with how it was called', async () => {
  for (const [words, code, says] of [
    [[], 2, /name one marketplace/],
    [['http://127.0.0.1:1'], 2, /--key and --into/],
    [['http://127.0.0.1:1', '--key', at('nothing'), '--into', at('x')], 3, /file-missing/],
    [['http://127.0.0.1:1', '--key', key, '--into', at('x')], 3, /origin-unreachable/],
    [['market', '--key', key, '--into', at('x')], 3, /origin-url-invalid/],
    [['http://127.0.0.1:1', '--key', key, '--into', at('x'), '--every', '0'], 2, /from 1 to 86400/],
    [['--elsewhere'], 2, /try --help/],
  ]) {
    const done = await run(process.env.HAAT_SERVER, ['mirror', ...words]);
    assert.equal(done.code, code, done.out + done.err);
    assert.match(done.err, says);
  }
});
