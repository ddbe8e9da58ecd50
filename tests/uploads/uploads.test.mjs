// Packages on their way to a server over connections that break and servers that are killed, sent by haat and by the tus
// client that others wrote.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from '../running_server.mjs';
import { breakingProxy, dice } from './breaking_proxy.mjs';

const npm = createRequire(path.join(process.env.HAAT_NPM_DIR, 'package.json'));
const tus = npm('tus-js-client');

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-uploads-'));
const data = path.join(scratch, 'data');
const home = path.join(scratch, 'home');
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const megabyte = 1_000_000;

// Most connections carry some hundred kilobytes, some not even a head.
const roll = dice(20261128);
const fate = (n) => (n === 0 ? Infinity : Math.floor(roll() < 0.2 ? roll() * 500 : roll() * 3 * megabyte));

let market, proxy, token;
const environment = () => ({ ...process.env, HAAT_HOME: home, HAAT_SERVER: proxy.url, HAAT_TOKEN: token });
function haat(...words) {
  const done = spawnSync(process.env.HAAT, words, { encoding: 'utf8', cwd: scratch, env: { ...environment(), HAAT_SERVER: market.url } });
  assert.equal(done.status, 0, `haat ${words.join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}
// Without blocking: the proxy is in this process.
function running(command, ...words) {
  const child = spawn(command, words, { cwd: scratch, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '', err = '';
  child.stdout.on('data', (piece) => { out += piece; });
  child.stderr.on('data', (piece) => { err += piece; });
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err }))) };
}
// Restarts the server as soon as so many bytes of the running upload are safe with it. Not faster than it is looked at, or all of
// it might be there before.
async function killServerAt(bytes) {
  proxy.slow = 10 * megabyte;
  await uploadReaches(bytes);
  proxy.target = null;
  await market.stop('SIGKILL');
  market = await startServer(data);
  proxy.target = market.url;
  proxy.slow = Infinity;
}
async function uploadReaches(bytes) {
  const folder = path.join(data, 'blobs', 'uploads');
  const largest = () => Math.max(0, ...fs.readdirSync(folder).map((name) => fs.statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0));
  for (const end = Date.now() + 60_000; largest() < bytes; await sleep(5)) assert.ok(Date.now() < end, `only ${largest()} bytes came`);
}
function packs(version) {
  const file = path.join(scratch, 'course', 'course.json');
  const course = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.writeFileSync(file, JSON.stringify({ ...course, version }));
  fs.writeFileSync(path.join(scratch, 'course', 'assets', 'noise.bin'), crypto.randomBytes(12 * megabyte));
  haat('pack', 'course', '--output', `${version}.zip`);
  haat('sign', `${version}.zip`);
  return fs.readFileSync(path.join(scratch, `${version}.zip`));
}
// On a connection of its own: while haat runs, this process does not see the server close an idle one.
async function ask(target, options = {}) {
  return fetch(market.url + target, { ...options, headers: { connection: 'close', authorization: `Bearer ${token}`, ...options.headers } });
}
// What is in it is what was sent, and there is nothing else of that version.
async function onlySubmission(version, bytes, left = 0) {
  const { submissions } = await (await ask('/api/v1/submissions')).json();
  const found = submissions.filter((one) => one.version === version);
  assert.equal(found.length, 1);
  assert.equal(found[0].state, 'in_review');
  const back = Buffer.from(await (await ask(`/api/v1/submissions/${found[0].id}/package`)).arrayBuffer());
  assert.ok(back.equals(bytes), 'the bytes that came are those that were sent');
  const uploads = () => fs.readdirSync(path.join(data, 'blobs', 'uploads')).length; // they go behind the answer
  for (const end = Date.now() + 60_000; uploads() > left && Date.now() < end;) await sleep(50);
  assert.ok(uploads() <= left, 'no upload is left');
  const incoming = fs.readdirSync(path.join(data, 'blobs', 'incoming'), { recursive: true, withFileTypes: true });
  assert.deepEqual(incoming.filter((one) => one.isFile()), []);
  return found[0].id;
}

before(async () => {
  market = await startServer(data);
  proxy = await breakingProxy((n) => fate(n));
  proxy.target = market.url;
  const admin = fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim();
  const made = await fetch(`${market.url}/api/v1/accounts`, {
    method: 'POST', headers: { connection: 'close', authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'asha', role: 'partner', namespace: 'org.example' }),
  });
  token = (await made.json()).token;
  haat('new', 'course');
  haat('key', 'new', 'asha', '--no-passphrase');
  haat('key', 'register');
});
after(async () => {
  proxy?.close();
  await market?.stop();
  fs.rmSync(scratch, { recursive: true, force: true });
});

test('tus-js-client gets a package through, whatever breaks on the way', async () => {
  const bytes = packs('1.0.0');
  const before = proxy.cuts;
  const killing = killServerAt(5 * megabyte);
  const url = await new Promise((resolve, reject) => {
    const upload = new tus.Upload(bytes, {
      endpoint: `${proxy.url}/api/v1/uploads`,
      headers: { authorization: `Bearer ${token}` },
      metadata: { filename: 'पहला.zip' },
      retryDelays: Array(600).fill(100), // a minute, for the server to be there again
      onError: reject,
      onSuccess: () => resolve(upload.url),
    });
    upload.start();
  });
  await killing;
  assert.ok(proxy.cuts - before >= 3, `it broke only ${proxy.cuts - before} times`);
  const made = await ask('/api/v1/submissions', {
    method: 'POST', headers: { 'content-type': 'application/json', prefer: 'wait=60' },
    body: JSON.stringify({ upload: url.slice(url.lastIndexOf('/') + 1), digest: crypto.createHash('sha256').update(bytes).digest('hex') }),
  });
  assert.equal(made.status, 201, await made.text());
  await onlySubmission('1.0.0', bytes);
});

test('tus-js-client ends an upload, and sees that it is gone', async () => {
  const url = await new Promise((resolve, reject) => {
    const upload = new tus.Upload(Buffer.from('no zip'), {
      endpoint: `${market.url}/api/v1/uploads`, headers: { authorization: `Bearer ${token}` }, uploadDataDuringCreation: true, onError: reject, onSuccess: () => resolve(upload.url),
    });
    upload.start();
  });
  await tus.Upload.terminate(url, { headers: { authorization: `Bearer ${token}` }, retryDelays: null });
  const gone = await ask(url.slice(market.url.length), { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
  assert.equal(gone.status, 404);
});

test('haat publish gets a package through, whatever breaks on the way', async () => {
  const bytes = packs('1.1.0');
  proxy.connections = 0;
  const before = proxy.cuts;
  const killing = killServerAt(4 * megabyte);
  const { code, out, err } = await running(process.env.HAAT, 'publish', '1.1.0.zip', '--json').ended;
  assert.equal(code, 0, out + err);
  await killing;
  assert.ok(proxy.cuts - before >= 3, `it broke only ${proxy.cuts - before} times`);
  assert.equal(JSON.parse(out).id, await onlySubmission('1.1.0', bytes));
  assert.deepEqual(fs.readdirSync(path.join(home, 'uploads')), [], 'nothing is left to be gone on with');
});

test('haat publish goes on when it was killed and is started again, and shows how far it is', async (t) => {
  const bytes = packs('1.2.0');
  const whole = await breakingProxy(() => Infinity);
  const broken = proxy;
  t.after(() => {
    proxy = broken;
    whole.close();
  });
  proxy = whole;
  proxy.target = market.url;
  proxy.slow = 2 * megabyte; // a second of it may have to be sent again
  const first = running(process.env.HAAT, 'publish', '1.2.0.zip');
  await uploadReaches(8 * megabyte);
  first.child.kill('SIGKILL');
  await first.ended;
  assert.equal(fs.readdirSync(path.join(home, 'uploads')).length, 1);
  const sent = proxy.sent;
  const second = await running('script', '-qec', `'${process.env.HAAT}' publish 1.2.0.zip`, '/dev/null').ended;
  assert.equal(second.code, 0, second.out + second.err);
  assert.match(second.out, /Uploading \[=/);
  assert.ok(proxy.sent - sent < bytes.length - 4 * megabyte, `it sent ${proxy.sent - sent} of ${bytes.length} bytes again`);
  await onlySubmission('1.2.0', bytes);
});

test('haat publish does not wait for a server that is not there', async () => {
  proxy.target = null;
  const begun = Date.now();
  const { code, err } = await running(process.env.HAAT, 'publish', '1.2.0.zip').ended;
  assert.equal(code, 3);
  assert.match(err, /server-unavailable/);
  assert.ok(Date.now() - begun < 30_000, 'what has been reached is waited for a minute and more');
});
