// Webhooks as their listeners see them, judged by a library of Standard Webhooks that others wrote.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { startServer } from '../running_server.mjs';

const npm = createRequire(path.join(process.env.HAAT_NPM_DIR, 'package.json'));
const { Webhook } = npm('standardwebhooks');

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-webhooks-'));
const data = path.join(scratch, 'data');
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

let market;
async function start() {
  const policy = path.join(scratch, 'policy.json');
  fs.writeFileSync(policy, JSON.stringify({ webhook_hosts: ['127.0.0.1'] }));
  market = await startServer(data, '--policy', policy);
}

// Whoever listens: keeps what it was told, and answers what `answers` says, one after the other, then 200.
const listeners = [];
async function listener(...answers) {
  const heard = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => { body += piece; });
    request.on('end', async () => {
      heard.push({ headers: request.headers, body, event: JSON.parse(body), at: Date.now() });
      const answer = answers.shift() ?? 200;
      if (answer === 'never') return;
      response.writeHead(answer, answer === 302 ? { location: `http://127.0.0.1:${server.address().port}/elsewhere` } : {});
      response.end('noted');
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  listeners.push(server);
  return {
    url: `http://127.0.0.1:${server.address().port}/hook`,
    heard,
    async hears(count, seconds = 60) {
      for (const end = Date.now() + seconds * 1000; Date.now() < end && heard.length < count; await sleep(50));
      assert.ok(heard.length >= count, `heard ${heard.length} of ${count}: ${heard.map((one) => one.event.type)}`);
      return heard[count - 1];
    },
  };
}

const tokens = {};
async function ask(who, method, target, body) {
  const response = await fetch(market.url + target, {
    method,
    headers: { connection: 'close', authorization: `Bearer ${tokens[who]}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });
  return { status: response.status, body: await response.json() };
}
// Not waited for in line: the listeners have to answer meanwhile.
async function haat(words, { who = 'asha' } = {}) {
  const env = { ...process.env, HAAT_HOME: path.join(scratch, 'home'), HAAT_SERVER: market.url, HAAT_TOKEN: tokens[who] };
  return (await promisify(execFile)(process.env.HAAT, words, { cwd: scratch, env })).stdout;
}
async function publishes(version) {
  const file = path.join(scratch, 'course', 'course.json');
  const course = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.writeFileSync(file, JSON.stringify({ ...course, version }));
  await haat(['pack', 'course', '--output', `${version}.zip`]);
  await haat(['sign', `${version}.zip`]);
  return JSON.parse(await haat(['publish', `${version}.zip`, '--json'])).id;
}

before(async () => {
  await start();
  tokens.admin = fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim();
  const joins = async (name, more) => { tokens[name] = (await ask('admin', 'POST', '/api/v1/accounts', { name, ...more })).body.token; };
  await joins('asha', { role: 'partner', namespace: 'org.example' });
  await joins('bina', { role: 'partner', namespace: 'org.other' });
  await joins('cura', { role: 'curator' });
  await haat(['new', 'course']);
  await haat(['key', 'new', 'asha', '--no-passphrase']);
  await haat(['key', 'register']);
});
after(async () => {
  await market.stop();
  for (const server of listeners) server.closeAllConnections(), server.close();
  fs.rmSync(scratch, { recursive: true, force: true });
});

test('a partner hears what becomes of a submission, signed, and others hear what is public', async () => {
  const own = await listener(), other = await listener(), staff = await listener();
  const made = await ask('asha', 'POST', '/api/v1/webhooks', { url: own.url });
  assert.equal(made.status, 201);
  assert.match(made.body.secret, /^whsec_/);
  await ask('bina', 'POST', '/api/v1/webhooks', { url: other.url });
  await ask('cura', 'POST', '/api/v1/webhooks', { url: staff.url, events: ['submission.'] });
  assert.equal((await own.hears(1)).event.type, 'webhook.ping');

  const id = await publishes('1.0.0');
  await ask('cura', 'POST', `/api/v1/submissions/${id}/assign`, { curator: 'cura' });
  await ask('cura', 'POST', `/api/v1/submissions/${id}/request-changes`, { reason: 'Name your sources.' });
  const told = await own.hears(4);
  assert.deepEqual(own.heard.map((one) => one.event.type), ['webhook.ping', 'submission.created', 'submission.checked', 'submission.changes_requested']);
  assert.equal(told.event.data.details.reason, 'Name your sources.');
  assert.equal(told.event.data.subject, id);

  const judge = new Webhook(made.body.secret);
  for (const one of own.heard) assert.deepEqual(judge.verify(one.body, one.headers), one.event);
  assert.throws(() => judge.verify(told.body.replace('Name', 'Fame'), told.headers));
  assert.throws(() => judge.verify(told.body, { ...told.headers, 'webhook-timestamp': String(Number(told.headers['webhook-timestamp']) - 1) }));
  assert.throws(() => new Webhook(`whsec_${Buffer.from('another').toString('base64')}`).verify(told.body, told.headers));
  assert.equal(new Set(own.heard.map((one) => one.headers['webhook-id'])).size, 4);

  const publicly = await other.hears(2);
  assert.deepEqual(other.heard.map((one) => one.event.type), ['webhook.ping', 'submission.changes_requested']);
  assert.equal(publicly.event.data.details.reason, undefined);
  await staff.hears(5);
  assert.deepEqual(staff.heard.map((one) => one.event.type), ['webhook.ping', 'submission.created', 'submission.checked', 'submission.assigned', 'submission.changes_requested']);
});

test('what fails is tried again with the same id, and a restart forgets nothing', async () => {
  const deaf = await listener(500, 'never', 302);
  const { webhook, secret } = (await ask('asha', 'POST', '/api/v1/webhooks', { url: deaf.url })).body;
  const first = await deaf.hears(1);
  // It comes again only when it is written down that it failed. Of the attempt that the kill breaks off nothing is.
  await deaf.hears(2);
  await market.stop('SIGKILL');
  await start();
  const last = await deaf.hears(4);
  assert.equal(first.headers['webhook-id'], last.headers['webhook-id']);
  assert.notEqual(first.headers['webhook-timestamp'], last.headers['webhook-timestamp']);
  assert.equal(new Webhook(secret).verify(last.body, last.headers).type, 'webhook.ping');
  let deliveries;
  do { // it is written down behind the answer
    await sleep(100);
    ({ deliveries } = (await ask('asha', 'GET', `/api/v1/webhooks/${webhook.id}/deliveries`)).body);
  } while (deliveries[0].state === 'waiting');
  assert.equal(deliveries.length, 1);
  assert.equal(deliveries[0].state, 'delivered');
  assert.equal(deliveries[0].attempts, 3);
  await haat(['webhook', 'deliveries', webhook.id, '--retry', deliveries[0].id]);
  assert.equal((await deaf.hears(5)).headers['webhook-id'], first.headers['webhook-id']);
});

test('one who does not answer keeps nobody else waiting, and one who is gone is told no more', async () => {
  const slow = await listener('never', 'never', 'never'), quick = await listener(), gone = await listener(410);
  await ask('bina', 'POST', '/api/v1/webhooks', { url: slow.url });
  const left = (await ask('bina', 'POST', '/api/v1/webhooks', { url: gone.url })).body.webhook;
  await slow.hears(1);
  await ask('asha', 'POST', '/api/v1/webhooks', { url: quick.url });
  await quick.hears(1, 9); // of the ten that the other one is waited for
  await gone.hears(1);
  for (let tries = 0; tries < 600; ++tries) {
    if ((await ask('bina', 'GET', '/api/v1/webhooks')).body.webhooks.find((one) => one.id === left.id).stopped) break;
    await sleep(100);
  }
  const stopped = (await ask('bina', 'GET', '/api/v1/webhooks')).body.webhooks.find((one) => one.id === left.id).stopped;
  assert.equal(stopped, 'it answered 410 Gone');
});

test('nobody listens where nobody may, or hears of others', async () => {
  for (const [url, says] of [['http://lms.example.org/hook', 'https'], ['ftp://x', 'URL'], ['nonsense', 'URL'], ['https://user:word@lms.example.org/', 'URL']]) {
    const refused = await ask('asha', 'POST', '/api/v1/webhooks', { url });
    assert.equal(refused.body.type, '/problems/webhook-url-invalid', url);
    assert.ok(refused.body.detail.includes(says), refused.body.detail);
  }
  // An address of this machine's networks is found out when it is connected to.
  const inside = (await ask('asha', 'POST', '/api/v1/webhooks', { url: 'https://localhost/hook' })).body.webhook;
  let trouble = '';
  for (let tries = 0; tries < 600 && !trouble; ++tries, await sleep(100))
    trouble = (await ask('asha', 'GET', `/api/v1/webhooks/${inside.id}/deliveries`)).body.deliveries[0].trouble ?? '';
  assert.match(trouble, /private|inside|address/);
  assert.equal((await ask('bina', 'DELETE', `/api/v1/webhooks/${inside.id}`)).body.type, '/problems/webhook-unknown');
  assert.equal((await ask('bina', 'GET', `/api/v1/webhooks/${inside.id}/deliveries`)).body.type, '/problems/webhook-unknown');
  assert.equal((await ask('asha', 'DELETE', `/api/v1/webhooks/${inside.id}`)).status, 200);
  for (let more = 0; more < 12; ++more) var last = await ask('asha', 'POST', '/api/v1/webhooks', { url: 'https://lms.example.org/hook' });
  assert.equal(last.body.type, '/problems/webhooks-too-many');
});
