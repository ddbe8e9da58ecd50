// A marketplace that rewrites its history, and a proof that is not what it was: each is found, from files alone where that can be.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { answersWithYes } from '../../tools/dev/journey/assessment.mjs';
import { startServer } from '../running_server.mjs';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-log-'));
let market;
after(() => {
  market?.child.kill();
  fs.rmSync(scratch, { recursive: true, force: true });
});

const data = path.join(scratch, 'data');
async function start() {
  market = await startServer(data);
}

function haat(who, words, { code = 0, says = '' } = {}) {
  const env = { ...process.env, HAAT_HOME: path.join(scratch, who), HAAT_SERVER: market.url, HAAT_TOKEN: '' };
  if (who === 'admin') env.HAAT_TOKEN = fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim();
  else delete env.HAAT_TOKEN;
  const done = spawnSync(process.env.HAAT, words, { encoding: 'utf8', cwd: scratch, env });
  assert.equal(done.status, code, `haat ${words.join(' ')}: ${done.stdout}${done.stderr}`);
  assert.ok((done.stdout + done.stderr).includes(says), `haat ${words.join(' ')} says: ${done.stdout}${done.stderr}`);
  return done.stdout;
}
const partner = (name, space = `org.example.${name}`) => haat('admin', ['partner', 'add', name, '--namespace', space]);

test('a log that grows is consistent, and one that was set back or rewritten has forked', async () => {
  await start();
  haat('buyer', ['log', 'audit'], { code: 3, says: 'log-key-not-trusted' });
  haat('buyer', ['trust', 'add', '--server', market.url, '--yes']);
  haat('buyer', ['log', 'audit'], { says: 'the first visit' });
  await market.stop();
  fs.cpSync(data, path.join(scratch, 'earlier'), { recursive: true });

  await start();
  partner('asha');
  haat('buyer', ['log', 'audit'], { says: '1 of them new' });
  await market.stop();
  fs.rmSync(data, { recursive: true });
  fs.renameSync(path.join(scratch, 'earlier'), data);

  await start();
  haat('buyer', ['log', 'audit'], { code: 1, says: 'it had 2 entries, and now has 1' });
  partner('bina');
  haat('buyer', ['log', 'audit'], { code: 1, says: 'its first 2 entries are no longer those that they were' });
  partner('cura');
  haat('buyer', ['log', 'audit'], { code: 1, says: 'FORKED' });
  haat('other', ['trust', 'add', '--server', market.url, '--yes']);
  haat('other', ['log', 'audit'], { says: '3 entries' });
});

test('a proof in a package is checked without the marketplace, and no change of it is believed', async () => {
  const token = /haat_[0-9A-Za-z]+/.exec(partner('dev', 'org.example'))[0];
  const curator = /haat_[0-9A-Za-z]+/.exec(haat('admin', ['partner', 'add', 'meera', '--role', 'curator']))[0];
  const as = (who, itsToken, words, options) => {
    fs.mkdirSync(path.join(scratch, who), { recursive: true });
    fs.writeFileSync(path.join(scratch, who, 'login.json'), JSON.stringify({ server: market.url, token: itsToken }), { mode: 0o600 });
    return haat(who, words, options);
  };
  haat('dev', ['new', 'course']);
  haat('dev', ['pack', 'course', '--output', 'course.zip']);
  haat('dev', ['key', 'new', 'dev', '--no-passphrase']);
  as('dev', token, ['key', 'register']);
  haat('dev', ['sign', 'course.zip']);
  const { id } = JSON.parse(as('dev', token, ['publish', 'course.zip', '--json']));
  fs.writeFileSync(path.join(scratch, 'answers.json'), answersWithYes(as('meera', curator, ['assess', id, '--blank'])));
  haat('meera', ['assess', id, '--answers', 'answers.json']);
  haat('meera', ['review', 'accept', id, '--reason', 'Good.']);

  haat('other', ['get', 'org.example.course', '--output', 'bought.zip'], { says: 'GENUINE' });
  haat('other', ['log', 'audit']);
  const { digest } = JSON.parse(haat('other', ['verify', 'bought.zip', '--json']));
  const good = await (await fetch(`${market.url}/api/v1/log/releases/${digest}`)).text();
  // The same package before it was released: it carries no proof.
  fs.copyFileSync(path.join(scratch, 'course.zip'), path.join(scratch, 'bare.zip'));
  fs.writeFileSync(path.join(scratch, 'dev.pub'), haat('dev', ['key', 'export', 'dev']));
  haat('other', ['trust', 'add', 'dev.pub', '--yes']);
  await market.stop();
  haat('other', ['verify', 'bought.zip', '--log'], { says: 'in the log of marketplace, entry 6 of 7' });
  haat('other', ['verify', 'bare.zip', '--log'], { code: 3, says: 'server-unavailable' });

  // A package that carries none is proven by what a server says, which may be anything.
  const answer = path.join(scratch, 'answer');
  const liar = spawn(process.execPath, ['-e', `require('node:http').createServer((_, response) => response.end(require('node:fs').readFileSync(process.argv[1])))
    .listen(0, '127.0.0.1', function () { console.log(this.address().port); })`, answer], { stdio: ['ignore', 'pipe', 'inherit'] });
  after(() => liar.kill());
  market.url = `http://127.0.0.1:${await new Promise((resolve) => { liar.stdout.once('data', (port) => resolve(String(port).trim())); })}`;
  const lines = good.split('\n');
  const entry = Buffer.from(lines[1].slice('extra '.length), 'base64').toString();
  const size = lines.indexOf('') + 2;
  const broken = {
    'log-proof-wrong': good.replace(lines[1], `extra ${Buffer.from(entry.replace('meera', 'dev')).toString('base64')}`),
    'log-proof-invalid': good.slice(1),
    'checkpoint-not-signed': [...lines.slice(0, size), '9', ...lines.slice(size + 1)].join('\n'),
    'log-key-not-trusted': good.replaceAll(/haat\/[0-9a-f]{32}/g, `haat/${'0'.repeat(32)}`),
  };
  for (const [reason, text] of Object.entries(broken)) {
    fs.writeFileSync(answer, text);
    haat('other', ['verify', 'bare.zip', '--log'], { code: 1, says: `[${reason}]` });
  }
  fs.writeFileSync(answer, good);
  haat('other', ['verify', 'bare.zip', '--log'], { says: 'in the log of marketplace, entry 6 of 8' });
  fs.writeFileSync(path.join(scratch, 'course', 'course.json'), fs.readFileSync(path.join(scratch, 'course', 'course.json'), 'utf8').replace('1.0.0', '1.0.1'));
  haat('dev', ['pack', 'course', '--output', 'other.zip']);
  haat('dev', ['sign', 'other.zip']);
  haat('other', ['verify', 'other.zip', '--log'], { code: 1, says: '[log-entry-other]' });
});

test('a release that is taken down is revoked on every machine that visits the log', async () => {
  await start();
  haat('other', ['verify', 'bought.zip'], { says: 'GENUINE' });
  haat('admin', ['catalogue', 'take-down', 'org.example.course', '--reason', 'It carries a secret key.'], { says: 'taken down' });
  haat('other', ['get', 'org.example.course', '--output', 'again.zip'], { code: 3, says: 'course-taken-down' });
  haat('other', ['log', 'audit'], { says: '1 release revoked in them' });
  haat('other', ['verify', 'bought.zip'], { code: 6, says: ['taken down by marketplace'] });
  assert.equal(JSON.parse(haat('other', ['verify', 'bought.zip', '--json'], { code: 6 })).verdict, 'revoked');
  haat('other', ['log', 'audit'], { says: '0 of them new' });
  haat('other', ['verify', 'bought.zip'], { code: 6 });
  await market.stop();
});
