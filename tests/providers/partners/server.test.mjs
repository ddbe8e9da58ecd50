// A server that takes the catalogues of four partners at once, each by its own protocol on a real socket; they break off in the middle,
// and no course is lost or taken for gone.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, test } from 'node:test';

import { startServer } from '../../running_server.mjs';
import * as moodle from './moodle.mjs';
import * as oai from './oai-pmh.mjs';
import * as edx from './open-edx.mjs';
import { drip, half, html, makePackage, partner, status } from './partner.mjs';
import * as sunbird from './sunbird.mjs';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-partners-'));
const partners = {}; // by the provider's id: the system, its settings, and the courses that are expected of it
let server, admin, cura, zip, ecars;

before(async () => {
  zip = await makePackage();
  ecars = await partner(sunbird.store(zip));
  const of = async (answer, settings, expected) => ({ system: await partner(answer), settings, expected });
  partners['oai-pmh'] = await of(oai.repository(zip), ({ url }) => ({ url: `${url}/oai` }), oai.expected);
  partners['open-edx'] = await of(edx.platform().answer, ({ url }) => ({ url, client_id: 'haat-client', client_secret: 'haat-secret' }), edx.expected);
  partners.sunbird = await of(sunbird.platform(zip, () => ecars.url), ({ url }) => ({ url, api_key: sunbird.key }), Array.from({ length: sunbird.count }, (_, i) => sunbird.idOf(i)));
  partners.moodle = await of(moodle.moodle(zip), ({ url }) => ({ url, token: moodle.token, completions: true }), moodle.expected);
  const providers = Object.entries(partners).map(([id, { system, settings }]) => ({
    id,
    library: path.join(process.env.HAAT_PROVIDERS, `${id}.so`),
    settings: settings(system),
    hosts: [system, ...(id === 'sunbird' ? [ecars] : [])].map(({ host }) => ({ name: host, private: true })),
  }));
  const file = path.join(scratch, 'providers.json');
  fs.writeFileSync(file, JSON.stringify({ providers }));
  server = await startServer(path.join(scratch, 'data'), '--providers', file);
  admin = fs.readFileSync(path.join(scratch, 'data/admin.token'), 'utf8').trim();
  cura = (await ask('accounts', { method: 'POST', body: { name: 'cura', role: 'curator' } })).token;
});
after(async () => {
  for (const { system } of Object.values(partners)) system.close();
  ecars?.close();
  await server?.stop();
  fs.rmSync(scratch, { recursive: true, force: true });
});

async function ask(what, { method = 'GET', token = admin, body } = {}) {
  const answer = await fetch(`${server.url}/api/v1/${what}`, {
    method, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${what}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

async function providerOf(id) {
  return (await ask('providers')).providers.find((one) => one.id === id);
}

async function coursesOf(id) {
  const all = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await ask(`providers/${id}/courses?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    all.push(...page.courses);
    cursor = page.next;
  }
  return all;
}

// Until what came of its last ingest is so.
async function becomes(id, holds, patience = 60_000) {
  for (const end = Date.now() + patience; ; await pause(50)) {
    const now = await providerOf(id);
    if (now.ingest && holds(now)) return now;
    if (Date.now() > end) assert.fail(`${id}: ${JSON.stringify(now)}`);
  }
}

async function holdsAll(id) {
  const courses = await coursesOf(id);
  assert.deepEqual(courses.map((one) => one.external_id).sort(), [...partners[id].expected].sort(), id);
  assert.deepEqual(new Set(courses.map((one) => one.state)), new Set(['new']), id);
}

test('each catalogue comes whole, at once', async () => {
  for (const [id, { expected }] of Object.entries(partners)) {
    const { ingest, courses } = await becomes(id, (now) => now.ingest.trouble === null);
    assert.deepEqual([courses, ingest.added, ingest.refused, ingest.gone, ingest.whole], [expected.length, expected.length, 0, 0, true], id);
    await holdsAll(id);
    assert.equal((await ask(`providers/${id}/health`, { method: 'POST' })).partner.status, 'ok', id);
  }
  assert.ok((await providerOf('moodle')).completions > 0);
});

test('one that breaks in the middle of a walk costs no course', async () => {
  const ways = [['answers 500', status(500), /answered 500/], ['breaks off', half, /broke off its answer/], ['shows a page for people', html, /page of HTML/],
    ['drips', drip, /took too long|hung while/]];
  for (const [way, act, trouble] of ways)
    await Promise.all(Object.entries(partners).map(async ([id, { system }]) => {
      let asked = id === 'oai-pmh' ? 1 : 0; // of what changed since, it asks once
      system.fails(act, { matches: () => (asked += 1) > 1 });
      await ask(`providers/${id}/ingest`, { method: 'POST' });
      await becomes(id, (now) => trouble.test(now.ingest.trouble ?? ''));
      await holdsAll(id);
      system.heals();
      await ask(`providers/${id}/ingest`, { method: 'POST' });
      const { ingest } = await becomes(id, (now) => now.ingest.trouble === null);
      assert.equal(ingest.gone, 0, `${id} ${way}`);
      await holdsAll(id);
    }));
});

test('one that has had too many requests is left alone until it answers again', async () => {
  const { system } = partners.sunbird;
  let refused, next;
  system.fails((response) => { refused = performance.now(); status(429, { 'Retry-After': '4' })(response); });
  await ask('providers/sunbird/ingest', { method: 'POST' });
  const told = await becomes('sunbird', (now) => /too many requests/.test(now.ingest.trouble ?? ''));
  assert.match(told.sentence, /its partner asks not to be asked before /);
  system.fails(html, { matches: () => { next ??= performance.now(); } }); // it answers, and is looked at
  await ask('providers/sunbird/ingest', { method: 'POST' });
  await becomes('sunbird', (now) => now.ingest.trouble === null);
  assert.ok(next - refused >= 3000, `asked again after ${next - refused} ms`); // of whole seconds
  system.heals();
  await holdsAll('sunbird');
});

// Ten seconds would be the call's.
test('a client that hangs up lets the partner go', async () => {
  const { system } = partners.moodle;
  assert.equal((await ask('providers/moodle/health', { method: 'POST' })).partner.status, 'ok');
  let asked;
  const isAsked = new Promise((resolve) => { asked = resolve; });
  let left;
  const isLeft = new Promise((resolve) => { left = resolve; });
  system.fails((response) => { asked(); response.on('close', left); });
  const client = new AbortController();
  const answer = fetch(`${server.url}/api/v1/providers/moodle/health`, { method: 'POST', signal: client.signal, headers: { Authorization: `Bearer ${admin}` } });
  await isAsked;
  const began = performance.now();
  client.abort();
  await assert.rejects(answer, { name: 'AbortError' });
  await isLeft;
  assert.ok(performance.now() - began < 9000, `${performance.now() - began} ms`);
  system.heals();
  const { restarts, partner: told } = await providerOf('moodle');
  assert.equal(told.status, 'ok', 'who hangs up says nothing of how the partner fares');
  assert.equal((await ask('providers/moodle/health', { method: 'POST' })).partner.status, 'ok', 'the provider is free again');
  const now = await providerOf('moodle');
  assert.deepEqual([now.partner.status, now.restarts], ['ok', restarts]);
});

test('a package goes from the partner into review', async () => {
  const body = { competencies: [{ id: 'COMSUBTHEME-000002', level: 1 }], course_id: 'org.example.course' };
  for (const [id, course] of [['oai-pmh', oai.expected[0]], ['sunbird', sunbird.idOf(0)], ['moodle', '5']]) {
    const { submission } = await ask(`providers/${id}/courses/${encodeURIComponent(course)}/submit`, { method: 'POST', token: cura, body });
    assert.deepEqual([submission.submitted_by, submission.size], [`provider:${id}`, zip.length]);
    let now = submission;
    for (const end = Date.now() + 60_000; ['submitted', 'checking'].includes(now.state) && Date.now() < end; await pause(50))
      now = (await ask(`submissions/${submission.id}`, { token: cura })).submission;
    assert.deepEqual([now.state, now.course, now.title.en], ['in_review', 'org.example.course', 'Spot a phishing message'], id);
  }
});
