// An existing TUF client, npm tuf-js, against a real haat-server: it gets a course and proves it, and refuses whatever stands
// between the two, or was stolen from one of them. `node tuf.test.mjs --show` prints what it says of each attack.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { answersWithYes } from '../../tools/dev/journey/assessment.mjs';
import { startServer } from '../running_server.mjs';

const npm = createRequire(path.join(process.env.HAAT_NPM_DIR, 'package.json'));
const { Updater } = npm('tuf-js');

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-tuf-'));
const at = (...names) => path.join(scratch, ...names);
const metadata = '/api/v1/tuf/metadata/', targets = '/api/v1/tuf/targets/';
const day = 24 * 3600 * 1000;

// ---- the marketplace

const running = new Set();
async function start(data) {
  const server = await startServer(data);
  running.add(server.child);
  return { ...server, stop: () => { running.delete(server.child); return server.stop(); } };
}

function run(program, words, { code = 0, says = '', env = {} } = {}) {
  const { HAAT_TOKEN, HAAT_PASSPHRASE, ...rest } = process.env;
  const done = spawnSync(program, words, { encoding: 'utf8', cwd: scratch, env: { ...rest, HAAT_HOME: at('home'), ...env } });
  const told = `${done.stdout}${done.stderr}`;
  assert.equal(done.status, code, `${path.basename(program)} ${words.join(' ')}: ${told}`);
  assert.ok(told.includes(says), `${path.basename(program)} ${words.join(' ')} should say "${says}": ${told}`);
  return done.stdout;
}
const haat = (words, how) => run(process.env.HAAT, words, how);
const root = (words, how) => run(process.env.HAAT_SERVER, ['root', ...words], how);
const keyFile = (name) => at('home', 'keys', `${name}.key`);
function newKey(name, env) {
  haat(['key', 'new', name, ...(env ? [] : ['--no-passphrase'])], { env });
  fs.writeFileSync(at(`${name}.pub`), haat(['key', 'export', name]));
}

let tokens;
function opens(market, data) {
  const admin = fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim();
  const as = (token) => ({ env: { HAAT_TOKEN: token, HAAT_SERVER: market.url } });
  const joins = (...words) => /haat_[0-9A-Za-z]+/.exec(haat(['partner', 'add', ...words], as(admin)))[0];
  tokens = { partner: joins('institute', '--namespace', 'org.example'), curator: joins('meera', '--role', 'curator') };
  newKey('institute');
  haat(['key', 'register', '--key', 'institute'], as(tokens.partner));
}

// Makes a course of this version and has it released; what the repository calls it.
function releases(market, name, version) {
  const as = (token) => ({ env: { HAAT_TOKEN: token, HAAT_SERVER: market.url } });
  const course = at(version, name), zip = at(version, `${name}.zip`);
  fs.mkdirSync(at(version), { recursive: true });
  haat(['new', course]);
  const file = path.join(course, 'course.json');
  fs.writeFileSync(file, JSON.stringify({ ...JSON.parse(fs.readFileSync(file, 'utf8')), version }));
  haat(['pack', course, '--output', zip]);
  haat(['sign', zip, '--key', 'institute']);
  const { id } = JSON.parse(haat(['publish', zip, '--json'], as(tokens.partner)));
  fs.writeFileSync(at('answers.json'), answersWithYes(haat(['assess', id, '--blank'], as(tokens.curator))));
  haat(['assess', id, '--answers', at('answers.json')], as(tokens.curator));
  haat(['review', 'accept', id, '--reason', 'Good.'], as(tokens.curator));
  return `org.example.${name}/${version}.zip`;
}

// ---- whoever stands between: passes on what the marketplace says, but for what `says` changes

async function between(market) {
  const self = { market, says: () => undefined, seen: new Map() };
  const server = http.createServer(async (request, response) => {
    try {
      const answer = await fetch(self.market.url + request.url);
      const body = Buffer.from(await answer.arrayBuffer());
      if (answer.ok) self.seen.set(request.url, body);
      const other = self.says(request.url, body, answer.status);
      response.writeHead(other === undefined ? answer.status : 200, { connection: 'close' });
      response.end(other ?? body);
    } catch {
      response.destroy();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  self.url = `http://127.0.0.1:${server.address().port}`;
  self.close = () => server.close();
  return self;
}

const changedByte = (body) => { const other = Buffer.from(body); other[other.length >> 1] ^= 1; return other; };
function changedJson(body, change) {
  const json = JSON.parse(body);
  change(json.signed);
  return Buffer.from(JSON.stringify(json));
}

// ---- the client: a folder that came with root 1, and a clock

const clients = new Set();
function client(name, { from } = {}) {
  const folder = at('clients', name);
  if (!clients.has(name)) {
    clients.add(name);
    fs.mkdirSync(path.join(folder, 'targets'), { recursive: true });
    if (from) fs.cpSync(at('clients', from), folder, { recursive: true });
    else fs.copyFileSync(at('ceremony', '1.root.json'), path.join(folder, 'root.json'));
  }
  return {
    knows: (file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')).signed.version,
    async gets(server, target, { later = 0 } = {}) {
      const Real = Date;
      if (later) globalThis.Date = class extends Real { constructor(...words) { super(...(words.length ? words : [Real.now() + later])); } };
      let updater;
      try {
        updater = new Updater({
          metadataDir: folder, metadataBaseUrl: server.url + metadata.slice(0, -1),
          targetDir: path.join(folder, 'targets'), targetBaseUrl: server.url + targets.slice(0, -1),
          config: { fetchRetries: 0, fetchRetry: 0, fetchTimeout: 10_000 },
        });
      } finally {
        globalThis.Date = Real;
      }
      await updater.refresh();
      const info = await updater.getTargetInfo(target);
      return info && { info, file: await updater.downloadTarget(info) };
    },
  };
}

const table = [];
async function refused(attack, work, expected) {
  const told = await work().then(() => null, (error) => `${error.name === 'Error' ? error.constructor.name : error.name}: ${error.message}`);
  assert.ok(told, `${attack}: tuf-js took it`);
  assert.match(told, expected, attack);
  const short = told.replaceAll(/[0-9a-f]{64}/g, (hash) => `${hash.slice(0, 8)}…`);
  table.push([attack, short]);
}

// ---- the story

const data = at('data'), folder = ['--folder', at('ceremony')];
let market, path1, path2, proxy;

before(async () => {
  for (const name of ['meera', 'ravi', 'kiran', 'online-2']) newKey(name);
  newKey('asha', { HAAT_PASSPHRASE: 'correct horse' });

  market = await start(data);
  while (!market.told().includes('no TUF root is installed')) await new Promise((again) => setTimeout(again, 20));
  const none = await fetch(`${market.url}${metadata}timestamp.json`);
  assert.equal(none.status, 404);
  await market.stop();

  // Root 1: two of three keys, kept apart from the server.
  fs.writeFileSync(at('online.pub'), root(['online-key', '--data', data]));
  root(['init', ...folder, '--online-key', at('online.pub'), '--threshold', '2', at('meera.pub'), at('asha.pub'), at('ravi.pub')], { says: '0 of 2' });
  root(['init', ...folder, '--online-key', at('online.pub'), at('meera.pub')], { code: 3, says: '[tuf-ceremony-begun]' });
  root(['sign', ...folder, keyFile('meera')], { says: '1 of 2' });
  root(['sign', ...folder, keyFile('meera')], { says: '1 of 2' });
  root(['show', ...folder], { code: 1, says: 'missing  1.root.json: 1 of 2 signatures' });
  root(['install', ...folder, '--data', data], { code: 3, says: '[tuf-not-signed]' });
  root(['sign', ...folder, keyFile('kiran')], { code: 3, says: '[tuf-key-not-named]' });
  root(['sign', ...folder, keyFile('asha')], { code: 3, says: '[passphrase-wrong]', env: { HAAT_PASSPHRASE: 'wrong' } });
  root(['sign', ...folder, keyFile('asha')], { says: 'root 1 is complete', env: { HAAT_PASSPHRASE: 'correct horse' } });
  root(['install', ...folder, '--data', data], { says: 'root 1 is installed' });
  root(['install', ...folder, '--data', data], { code: 3, says: '[tuf-root-installed]' });

  market = await start(data);
  root(['install', ...folder, '--data', data], { code: 3, says: '[data-folder-locked]' });
  opens(market, data);
  path1 = releases(market, 'first-aid', '1.0.0');
  proxy = await between(market);
}, { timeout: 300_000 });

after(async () => {
  for (const child of running) child.kill('SIGKILL');
  proxy?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
  if (process.argv.includes('--show') || process.env.HAAT_SHOW)
    console.log(['', ...table.map(([attack, told]) => `${attack}\n    ${told}`), ''].join('\n'));
});

test('a released course is fetched and proved, and metadata says what a buyer relies on', async () => {
  const { info, file } = await client('buyer').gets(market, path1);
  const bytes = fs.readFileSync(file);
  assert.equal(crypto.createHash('sha256').update(bytes).digest('hex'), info.hashes.sha256);
  const course = (await (await fetch(`${market.url}/api/v1/courses/org.example.first-aid`)).json()).course;
  assert.equal(info.custom.package, course.digest);
  assert.match(info.custom.statement, /^[0-9a-f]{64}$/);
  haat(['verify', file, '--json'], { says: '"verdict": "genuine"' });
  assert.equal(await client('buyer').gets(market, 'org.example.first-aid/9.9.9.zip'), undefined);

  const headers = async (file) => (await fetch(`${market.url}${file}`)).headers.get('cache-control');
  assert.equal(await headers(`${metadata}timestamp.json`), 'no-cache');
  assert.match(await headers(`${metadata}1.root.json`), /immutable/);
  assert.match(await headers(`${targets}org.example.first-aid/${info.hashes.sha256}.1.0.0.zip`), /immutable/);
  for (const wrong of ['2.root.json', '01.root.json', '1.timestamp.json', 'root.json', '1.bin-zz.json', '.json', '1..json'])
    assert.equal((await fetch(`${market.url}${metadata}${wrong}`)).status, 404, wrong);
  for (const wrong of ['org.example.first-aid/1.0.0.zip', `org.example.first-aid/${'0'.repeat(64)}.1.0.0.zip`])
    assert.equal((await fetch(`${market.url}${targets}${wrong}`)).status, 404, wrong);
  assert.equal((await fetch(`${market.url}${metadata}2.root.json`)).headers.get('cache-control'), 'no-store', 'or a cache would hide the next root');
});

test('what is changed on the way is refused', async () => {
  const attack = (name, url, says, expected) => {
    proxy.says = (asked, body, status) => (url.test(asked) ? says(body, status) : undefined);
    return refused(name, () => client(`way ${name}`).gets(proxy, path1), expected);
  };
  await attack('a byte of the package is changed', /\/targets\//, changedByte, /LengthOrHashMismatch.*Expected hash/);
  await attack('bytes are added to the package', /\/targets\//, (body) => Buffer.concat([body, Buffer.from('x')]), /Max length reached/);
  await attack('the package is cut short', /\/targets\//, (body) => body.subarray(0, -1), /Expected length/);
  await attack('another hash is written into the bin', /bin-/, (body) => changedJson(body, (bin) => {
    for (const target of Object.values(bin.targets)) target.hashes.sha256 = '0'.repeat(64);
  }), /bin-[0-9a-f]{2} was signed by 0\/1 keys/);
  await attack('the timestamp is changed', /timestamp/, (body) => changedJson(body, (it) => { it.version += 1; }), /timestamp was signed by 0\/1 keys/);
  await attack('the snapshot is changed', /snapshot/, changedByte, /Expected hash/);
  await attack('the targets role delegates to another key', /targets\.json/, (body) => changedJson(body, (it) => {
    const keys = Object.values(it.delegations.keys);
    keys[0].keyval.public = '0'.repeat(64);
  }), /targets was signed by 0\/2 keys/);
  await attack('signatures are taken away', /timestamp/, (body) => Buffer.from(JSON.stringify({ ...JSON.parse(body), signatures: [] })), /signed by 0\/1 keys/);
  await attack('the timestamp does not end', /timestamp/, () => Buffer.alloc(1 << 20, ' '), /Max length reached/);
  await attack('a root that only its thief has signed comes next', /2\.root\.json/, () => changedJson(proxy.seen.get(`${metadata}1.root.json`) ?? fs.readFileSync(at('ceremony', '1.root.json')), (it) => { it.version = 2; }), /root was signed by 0\/2 keys/);
  await attack('the old root comes again as the next', /2\.root\.json/, () => fs.readFileSync(at('ceremony', '1.root.json')), /Expected version 2, got 1/);
  proxy.says = () => undefined;
  assert.ok((await client('way clear').gets(proxy, path1)).file);
});

test('what was true once is not taken for what is true now', async () => {
  await client('mixed').gets(proxy, path1);
  const first = new Map(proxy.seen);
  const bin = [...first.keys()].find((url) => url.includes('bin-'));
  const role = /\d+\.(bin-[0-9a-f]+)\.json/.exec(bin)[1];
  await market.stop();
  fs.cpSync(data, at('backup'), { recursive: true });
  market = proxy.market = await start(data);

  path2 = releases(market, 'first-aid', '1.1.0');
  await client('buyer').gets(proxy, path2);
  assert.equal(await client('buyer').gets(proxy, path1), undefined, 'what was superseded is not offered any more');

  const old = (pattern) => (asked) => (pattern.test(asked) ? first.get([...first.keys()].find((url) => pattern.test(url))) : undefined);
  proxy.says = old(/timestamp\.json/);
  await refused('rollback: an older timestamp is served', () => client('buyer').gets(proxy, path2), /New timestamp version \d+ is less than current version \d+/);
  proxy.says = old(/snapshot\.json/);
  await refused('mix-and-match: the snapshot of another time', () => client('mixed 1', { from: 'mixed' }).gets(proxy, path2), /Expected (length|hash)/);
  proxy.says = old(new RegExp(`${role}\\.json`));
  await refused('mix-and-match: the targets of another time', () => client('mixed 2').gets(proxy, path1), /Version \d+ of bin-[0-9a-f]+ does not match snapshot version \d+/);
  proxy.says = (asked) => (first.get(asked) && !/root/.test(asked) ? first.get(asked) : undefined);
  await refused('freeze: the state of one day is served two days later', () => client('frozen').gets(proxy, path1, { later: 2 * day }), /Final timestamp\.json is expired/);
  proxy.says = () => undefined;
  await refused('expired: a root that nobody has renewed for two years', () => client('late').gets(proxy, path2, { later: 730 * day }), /Final root\.json is expired/);
  assert.ok((await client('frozen').gets(proxy, path2)).file);

  // A marketplace that was set back signs what it says, and is found out all the same.
  const earlier = await start(at('backup'));
  await refused('rollback: the marketplace was set back to a backup', () => client('buyer').gets(earlier, path1), /New timestamp version \d+ is less than current version \d+/);
  for (const name of ['a', 'b', 'c']) releases(earlier, name, '1.0.0');
  await refused('rollback: set back, and then went on', () => client('buyer').gets(earlier, path1), /New version \d+ of bin-[0-9a-f]+\.json is less than current version \d+/);
  await earlier.stop();
});

test('roots follow one another while clients are in the field, and a revoked online key signs nothing', async () => {
  await client('field').gets(market, path2);
  await client('away').gets(market, path2);
  await market.stop();
  fs.cpSync(data, at('stolen'), { recursive: true });  // with the online key

  // Root 2: the online key is another, ravi leaves, kiran comes.
  fs.writeFileSync(at('online-2.pub'), haat(['key', 'export', 'online-2']));
  root(['set-online-key', ...folder, at('online-2.pub')], { says: 'root 2 is drafted' });
  root(['remove-key', ...folder, at('ravi.pub')], { says: 'root 2 is drafted' });
  root(['add-key', ...folder, at('kiran.pub')], { says: 'root 2 is drafted' });
  root(['sign', ...folder, keyFile('kiran')], { says: '2.root.json, by keys of root 1: 0 of 2 signatures' });
  root(['sign', ...folder, keyFile('meera')], { says: '2.root.json, by keys of root 1: 1 of 2 signatures' });
  root(['show', ...folder], { code: 1, says: '(leaves)' });
  fs.copyFileSync(at('ceremony', '2.root.json'), at('half.json'));
  root(['sign', ...folder, keyFile('asha')], { says: 'root 2 is complete', env: { HAAT_PASSPHRASE: 'correct horse' } });
  root(['install', ...folder, '--data', data], { code: 3, says: '[tuf-online-key-other]' });
  fs.copyFileSync(keyFile('online-2'), path.join(data, 'online.key'));
  root(['install', ...folder, '--data', data], { says: 'root 2 is installed' });
  market = proxy.market = await start(data);

  proxy.says = (asked) => (asked.endsWith('/2.root.json') ? fs.readFileSync(at('half.json')) : undefined);
  await refused('a next root with one signature too few', () => client('half', { from: 'field' }).gets(proxy, path2), /root was signed by 1\/2 keys/);
  proxy.says = () => undefined;
  assert.ok((await client('field').gets(market, path2)).file);
  assert.equal(client('field').knows('root.json'), 2);

  const thief = await start(at('stolen'));
  await refused('a stolen online key signs on, after root 2 has revoked it', () => client('field').gets(thief, path2), /timestamp was signed by 0\/1 keys/);
  proxy.says = (asked) => (asked.endsWith('.root.json') ? undefined : proxy.stolen.get(asked));
  proxy.stolen = new Map();
  for (const file of ['timestamp.json']) proxy.stolen.set(metadata + file, Buffer.from(await (await fetch(thief.url + metadata + file)).arrayBuffer()));
  await refused('the same, shown to a new client beside the true roots', () => client('new').gets(proxy, path2), /timestamp was signed by 0\/1 keys/);
  proxy.says = () => undefined;
  await thief.stop();

  // A server does not sign with a key that its root does not name.
  await market.stop();
  fs.renameSync(path.join(data, 'online.key'), at('aside.key'));
  await assert.rejects(start(data), /tuf-online-key-other/);
  fs.rmSync(path.join(data, 'online.key'), { force: true });
  fs.renameSync(at('aside.key'), path.join(data, 'online.key'));

  // Root 3: three of three, and other bins. Who was away since root 1 walks 1, 2, 3.
  root(['set-threshold', ...folder, '3'], { says: 'root 3 is drafted' });
  root(['set-bin-bits', ...folder, '4'], { says: 'root 3 is drafted' });
  for (const name of ['meera', 'kiran', 'asha']) root(['sign', ...folder, keyFile(name)], { env: { HAAT_PASSPHRASE: 'correct horse' } });
  root(['show', ...folder], { says: '3 of 3 keys sign it' });
  root(['install', ...folder, '--data', data], { says: 'root 3 is installed' });
  market = await start(data);
  const path3 = releases(market, 'first-aid', '1.2.0+spring');
  for (const name of ['field', 'away', 'new']) {
    assert.ok((await client(name).gets(market, path3)).file, name);
    assert.equal(client(name).knows('root.json'), 3, name);
  }
  await market.stop();
});
