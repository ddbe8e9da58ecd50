// The Debian package is built, looked at, unpacked into an empty root, and a server is started from what lies there.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-package-'));
const root = path.join(scratch, 'root');
let deb;

before(() => {
  execFileSync(process.env.CPACK, ['-G', 'DEB', '--config', path.join(process.env.BUILD, 'CPackConfig.cmake'), '-B', path.join(scratch, 'made')], { stdio: 'pipe' });
  deb = fs.readdirSync(path.join(scratch, 'made')).filter((name) => name.endsWith('.deb')).map((name) => path.join(scratch, 'made', name));
  assert.equal(deb.length, 1);
  [deb] = deb;
  execFileSync('dpkg-deb', ['--raw-extract', deb, root]);
});
after(() => fs.rmSync(scratch, { recursive: true, force: true }));

const within = (name) => path.join(root, name);
const run = (name, words, options = {}) => spawnSync(within(name), words, { encoding: 'utf8', ...options });

test('it holds the programs, the unit and the configuration, and nothing elsewhere', () => {
  const names = fs.readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => !each.isDirectory())
    .map((each) => path.join(path.relative(root, each.path), each.name)).sort();
  assert.deepEqual(names.filter((name) => !name.startsWith('usr/lib/haat/providers/')), [
    'DEBIAN/conffiles', 'DEBIAN/control', 'DEBIAN/md5sums', 'DEBIAN/postinst', 'DEBIAN/prerm',
    'etc/haat/haat-server.json', 'lib/systemd/system/haat-server.service',
    'usr/bin/haat', 'usr/bin/haat-provider-worker', 'usr/bin/haat-server', 'usr/lib/sysusers.d/haat.conf',
    'usr/share/doc/haat/API.md', 'usr/share/doc/haat/CONFIGURATION.md', 'usr/share/doc/haat/MANUAL.md', 'usr/share/doc/haat/copyright',
  ]);
  assert.ok(names.includes('usr/lib/haat/providers/folder.so'));
  const control = fs.readFileSync(within('DEBIAN/control'), 'utf8');
  assert.match(control, /^Package: haat$/m);
  assert.match(control, /^Depends: .*libsqlite3-0/m);
  assert.match(control, /^Depends: .*libsodium23/m);
  for (const script of ['postinst', 'prerm']) assert.equal(spawnSync('sh', ['-n', within(`DEBIAN/${script}`)]).status, 0);
});

test('the unit is one that systemd takes, and is locked in', () => {
  const unit = within('lib/systemd/system/haat-server.service');
  const text = fs.readFileSync(unit, 'utf8');
  const [, config] = /^ExecStart=\/usr\/bin\/haat-server --config (\S+)$/m.exec(text);
  assert.ok(fs.existsSync(within(config)));
  assert.match(text, /^User=haat$/m);
  const verified = spawnSync('systemd-analyze', ['verify', `--root=${root}`, 'haat-server.service'], { encoding: 'utf8' });
  assert.doesNotMatch(verified.stderr, /haat-server\.service:\d+:/, verified.stderr);
  const judged = spawnSync('systemd-analyze', ['security', '--offline=yes', '--threshold=20', unit], { encoding: 'utf8' });
  assert.equal(judged.status, 0, `exposed more than 2.0: ${judged.stdout}${judged.stderr}`);
});

test('a server starts from it, with a provider, and ends in order', async () => {
  const config = within('etc/haat/haat-server.json');
  assert.equal(run('usr/bin/haat-server', ['config', 'check', config]).stdout, 'nothing is wrong\n');
  const courses = path.join(scratch, 'courses');
  fs.mkdirSync(courses);
  const providers = path.join(scratch, 'providers.json');
  fs.writeFileSync(providers, JSON.stringify({ providers: [{ id: 'shelf', library: 'folder.so', settings: { folder: courses }, readable: [courses] }] }));
  const data = path.join(scratch, 'data');
  const server = spawn(within('usr/bin/haat-server'), ['--config', config, '--data', data, '--listen', '127.0.0.1:0', '--providers', providers], { stdio: ['ignore', 'pipe', 'pipe'] });
  let told = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (piece) => { told += piece; });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  const until = async (holds, what) => {
    for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const value = await holds();
      if (value) return value;
    }
    return assert.fail(`${what}: ${told}`);
  };
  const [, url] = await until(() => /listening on (\S+)/.exec(told), 'it listens');
  assert.equal((await fetch(`${url}/ready`)).status, 200);
  const token = fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim();
  await until(async () => {
    const answer = await (await fetch(`${url}/api/v1/providers`, { headers: { authorization: `Bearer ${token}` } })).json();
    return answer.providers[0].state === 'running';
  }, 'the provider runs');
  server.kill('SIGTERM');
  assert.equal(await ended, 0, told);
});

test('the command runs', () => {
  assert.match(run('usr/bin/haat', ['--version'], { env: { HAAT_HOME: scratch } }).stdout, /^haat \d/);
});
