// How a course goes from one partner to another, with the command alone, and who hears of it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { answersWithYes } from '../../tools/dev/journey/assessment.mjs';
import { startServer } from '../running_server.mjs';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-transfer-'));
const data = path.join(scratch, 'data');
const course = 'org.example.first-aid';
const heard = { asha: [], bina: [], chitra: [] };
let server, ear;

// Each in a home of their own. What it prints to standard output; not waited for in line, since whoever listens has to answer meanwhile.
async function haat(who, words, { code = 0, says = '', input = '' } = {}) {
  const child = spawn(process.env.HAAT, words, { cwd: scratch, env: { PATH: process.env.PATH, HAAT_HOME: path.join(scratch, who), NO_COLOR: '1' } });
  let out = '', err = '';
  child.stdout.setEncoding('utf8').on('data', (piece) => { out += piece; });
  child.stderr.setEncoding('utf8').on('data', (piece) => { err += piece; });
  child.stdin.on('error', () => {}).end(input); // on a busy machine it may have ended before; its status says how
  const [status] = await once(child, 'close');
  assert.equal(status, code, `haat ${words.join(' ')}: ${out}${err}`);
  assert.ok((out + err).includes(says), `haat ${words.join(' ')} says: ${out}${err}`);
  return out;
}
const logIn = (who, token) => haat(who, ['login', server.url], { input: `${token}\n` });

async function packs(who, version) {
  const file = path.join(scratch, 'course', 'course.json');
  fs.writeFileSync(file, JSON.stringify({ ...JSON.parse(fs.readFileSync(file, 'utf8')), id: course, version }));
  await haat(who, ['pack', 'course', '--output', `${who}-${version}.zip`]);
  await haat(who, ['sign', `${who}-${version}.zip`]);
  return `${who}-${version}.zip`;
}
async function publishes(who, version) {
  const { id } = JSON.parse(await haat(who, ['publish', await packs(who, version), '--json']));
  fs.writeFileSync(path.join(scratch, 'answers.json'), answersWithYes(await haat('cura', ['assess', id, '--blank'])));
  await haat('cura', ['assess', id, '--answers', 'answers.json']);
  await haat('cura', ['review', 'accept', id]);
  return id;
}
const offered = async (who) => JSON.parse(await haat(who, ['course', 'transfer', 'list', '--json'])).transfers;
const shown = () => haat('nobody', ['show', course, '--server', server.url]);

before(async () => {
  const policy = path.join(scratch, 'policy.json');
  fs.writeFileSync(policy, JSON.stringify({ webhook_hosts: ['127.0.0.1'] }));
  server = await startServer(data, '--policy', policy);
  await logIn('admin', fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim());
  ear = http.createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => { body += piece; });
    request.on('end', () => { heard[request.url.slice(1)].push(JSON.parse(body)); response.end(); });
  }).listen(0, '127.0.0.1');
  await once(ear, 'listening');
  const account = async (who, ...words) => logIn(who, JSON.parse(await haat('admin', ['partner', 'add', who, ...words, '--json'])).token);
  await account('asha', '--namespace', 'org.example');
  await account('bina', '--namespace', 'org.other');
  await account('chitra', '--namespace', 'org.third');
  await account('cura', '--role', 'curator');
  for (const who of Object.keys(heard)) {
    await haat(who, ['key', 'new', who, '--no-passphrase']);
    await haat(who, ['key', 'register']);
    await haat(who, ['webhook', 'add', `http://127.0.0.1:${ear.address().port}/${who}`, '--event', 'transfer.']);
  }
  await haat('asha', ['new', 'course']);
});
after(async () => {
  await server?.stop();
  ear?.closeAllConnections();
  ear?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
});

test('an offer is declined with a reason, which both read', async () => {
  await publishes('asha', '1.0.0');
  await haat('bina', ['course', 'transfer', 'offer', course, '--to', 'chitra'], { code: 3, says: 'course-of-another' });
  await haat('asha', ['course', 'transfer', 'offer', course, '--to', 'bina'], { says: `${course} is offered to bina until ` });
  const [{ id }] = await offered('bina');
  assert.deepEqual(await offered('chitra'), []);
  await haat('chitra', ['course', 'transfer', 'show', id], { code: 3, says: 'transfer-unknown' });
  await haat('asha', ['course', 'transfer', 'accept', id], { code: 3, says: 'transfer-of-another' });
  await haat('bina', ['course', 'transfer', 'decline', id, '--reason', 'We teach no \u001b[31mfirst aid'], { says: `${course} stays asha's` });
  const told = await haat('asha', ['course', 'transfer', 'show', id], { says: 'We teach no' });
  assert.match(told, / state +declined\n/);
  assert.ok(!told.includes('\u001b'), 'what others wrote is shown, not obeyed');
  assert.deepEqual(await offered('asha'), []);
});

test('an offer is withdrawn, and the next one accepted', async () => {
  await haat('asha', ['course', 'transfer', 'offer', course, '--to', 'chitra']);
  const [{ id: withdrawn }] = await offered('asha');
  await haat('asha', ['course', 'transfer', 'withdraw', withdrawn], { says: 'is not offered to chitra any more' });
  await haat('chitra', ['course', 'transfer', 'accept', withdrawn], { code: 3, says: 'transfer-ended' });
  assert.ok(!(await shown()).includes('transferred'));
  await haat('asha', ['course', 'transfer', 'offer', course, '--to', 'bina', '--reason', 'You have the doctors']);
  const [{ id }] = await offered('bina');
  await haat('bina', ['course', 'transfer', 'accept', id], { says: `${course} is yours now` });
  assert.match(await shown(), / transferred +from asha to bina at 20/);
  assert.match(await haat('asha', ['course', 'transfer', 'list', '--state', 'all']), /accepted[^]*withdrawn[^]*declined/);
});

test('from then on the course is the new owner\'s business, and buyers can prove it as before', async () => {
  await haat('asha', ['publish', await packs('asha', '1.1.0')], { code: 3, says: 'was transferred from asha to the partner bina' });
  await publishes('bina', '1.1.0');
  await haat('buyer', ['trust', 'add', '--server', server.url, '--yes']);
  await haat('buyer', ['get', course, '--server', server.url, '--output', 'got.zip']);
  await haat('buyer', ['verify', 'got.zip', '--log'], { says: 'GENUINE' });
  const [mine] = JSON.parse(await haat('bina', ['status', '--json'])).submissions;
  await haat('asha', ['catalogue', 'retire', course, '--reason', 'We are done'], { code: 3 });
  assert.equal(mine.submitted_by, 'bina');
});

test('both partners hear of every step with its reason; everybody else of what the public log tells', async () => {
  const steps = (who) => heard[who].map((event) => event.type).filter((type) => type.startsWith('transfer.'));
  const all = ['offered', 'declined', 'offered', 'accepted'].map((step) => `transfer.${step}`);
  for (const end = Date.now() + 60_000; Date.now() < end && (steps('asha').length < 6 || steps('bina').length < 4 || steps('chitra').length < 3);)
    await new Promise((done) => setTimeout(done, 50));
  assert.deepEqual(steps('bina').sort(), all.sort());
  assert.equal(steps('asha').length, 6);
  assert.deepEqual(steps('chitra').sort(), ['transfer.accepted', 'transfer.offered', 'transfer.withdrawn']);
  const accepted = (who) => heard[who].find((event) => event.type === 'transfer.accepted').data.details;
  assert.deepEqual(accepted('chitra'), { course, former_owner: 'asha', new_owner: 'bina' });
  const declined = heard.asha.find((event) => event.type === 'transfer.declined').data;
  assert.equal(declined.details.reason, 'We teach no \u001b[31mfirst aid');
});
