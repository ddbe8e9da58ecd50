// How somebody becomes a partner, takes in people, gives a machine a token and signs in, all with the command alone.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from '../running_server.mjs';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-people-'));
const data = path.join(scratch, 'data');
let server, url;

before(async () => {
  server = await startServer(data);
  url = server.url;
  logIn('admin', fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim());
});
after(() => {
  server?.child.removeAllListeners('exit').kill();
  fs.rmSync(scratch, { recursive: true, force: true });
});

// Each in a home of their own, without a terminal. What it prints to standard output.
function haat(who, words, { code = 0, says = '', input = '', env = {} } = {}) {
  const done = spawnSync(process.env.HAAT, words, {
    encoding: 'utf8', cwd: scratch, input, detached: true, // no terminal to ask on
    env: { PATH: process.env.PATH, HAAT_HOME: path.join(scratch, who), ...env },
  });
  assert.equal(done.status, code, `haat ${words.join(' ')}: ${done.stdout}${done.stderr}`);
  assert.ok((done.stdout + done.stderr).includes(says), `haat ${words.join(' ')} says: ${done.stdout}${done.stderr}`);
  return done.stdout;
}
const logIn = (who, token) => haat(who, ['login', url], { input: `${token}\n` });

test('a stranger registers, is approved, and claims the account once', () => {
  haat('chitra', ['partner', 'claim'], { code: 3, says: 'registration-missing' });
  haat('chitra', ['partner', 'register', 'chitra', '--namespace', 'org.third', '--about', 'Courses\u001b[31m', '--contact', 'c@example.org', '--server', url], { says: 'waits for the marketplace' });
  haat('chitra', ['partner', 'claim'], { code: 1, says: 'nobody has decided yet' });
  const requests = haat('admin', ['partner', 'requests']);
  assert.ok(!requests.includes('\u001b'), 'what strangers wrote is shown, not obeyed');
  const id = JSON.parse(haat('admin', ['partner', 'requests', '--json'])).registrations[0].id;
  haat('admin', ['partner', 'approve', id], { says: 'chitra is a partner now' });
  const token = haat('chitra', ['partner', 'claim']).trim();
  assert.match(token, /^haat_[0-9A-Za-z]{49}$/);
  haat('chitra', ['partner', 'claim'], { code: 3, says: 'registration-claimed' });
  assert.match(logIn('chitra', token), /as chitra \(partner, courses under org.third\)/);
});

test('one who is rejected reads why', () => {
  haat('dara', ['partner', 'register', 'dara', '--namespace', 'org.fourth', '--about', 'x', '--contact', 'y', '--server', url]);
  const id = JSON.parse(haat('admin', ['partner', 'requests', '--json'])).registrations[0].id;
  haat('admin', ['partner', 'reject', id], { code: 2, says: 'reason-missing' });
  haat('admin', ['partner', 'reject', id, '--reason', 'We could not reach you']);
  haat('dara', ['partner', 'claim'], { code: 1, says: 'rejected: We could not reach you' });
});

test('a partner takes in people and lets them go', () => {
  const token = haat('chitra', ['partner', 'member', 'add', 'chitra', 'ravi']).trim();
  assert.match(logIn('ravi', token), /as ravi \(author/);
  assert.match(haat('ravi', ['partner', 'member', 'list', 'chitra']), /ravi +author/);
  haat('ravi', ['partner', 'member', 'add', 'chitra', 'kumar'], { code: 3, says: 'role-not-allowed' });
  haat('chitra', ['partner', 'member', 'remove', 'chitra', 'ravi'], { says: 'cannot sign in any more' });
  haat('ravi', ['status'], { code: 3, says: 'token-revoked' });
});

test('a machine gets a token that is good for little, and loses it', () => {
  const token = haat('chitra', ['token', 'new', 'ci', '--scope', 'read', '--days', '30']).trim();
  logIn('machine', token);
  haat('machine', ['token', 'new', 'more'], { code: 3, says: 'scope-missing' });
  const [ci] = JSON.parse(haat('chitra', ['token', 'list', '--json'])).tokens;
  assert.deepEqual(ci.scopes, ['read']);
  assert.match(haat('chitra', ['token', 'list']), /ci +read/);
  haat('chitra', ['token', 'revoke', ci.id], { says: 'good for nothing any more' });
  haat('machine', ['token', 'list'], { code: 3, says: 'token-revoked' });
});

test('a password opens a session, and never stands in a file', () => {
  const password = 'a horse, a kingdom';
  haat('chitra', ['password'], { env: { HAAT_NEW_PASSWORD: 'short' }, code: 2, says: '12' });
  haat('chitra', ['password'], { env: { HAAT_NEW_PASSWORD: password }, says: 'the password is set' });
  haat('elsewhere', ['login', url, '--name', 'chitra'], { code: 2, says: 'password-needed' });
  haat('elsewhere', ['login', url, '--name', 'chitra'], { env: { HAAT_PASSWORD: 'wrong' }, code: 3, says: 'password-wrong' });
  haat('elsewhere', ['login', url, '--name', 'chitra'], { env: { HAAT_PASSWORD: password }, says: 'as chitra' });
  haat('elsewhere', ['token', 'list'], { says: 'session' });
  for (const file of fs.readdirSync(scratch, { recursive: true, withFileTypes: true }))
    if (file.isFile()) assert.ok(!fs.readFileSync(path.join(file.parentPath ?? file.path, file.name)).includes(password), file.name);
});
