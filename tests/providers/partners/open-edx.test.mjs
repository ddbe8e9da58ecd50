// The provider open-edx against a platform, whole and broken.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { count, expected, platform } from './open-edx.mjs';
import { html, json, partner, provider, status, survivesEverything } from './partner.mjs';

const lms = platform();
let one;
before(async () => { one = await partner(lms.answer); });
after(() => one.close());
const secret = { client_id: 'haat-client', client_secret: 'haat-secret' };
const edx = (settings = secret) => provider('open-edx', { url: one.url, ...settings }, one);
const is = (page, sentence) => assert.equal(page.error?.replaceAll(one.host, 'HOST'), `provider on-trial: ${sentence}`, page.log);
const isCatalogue = (request) => request.path !== '/oauth2/access_token';
const isToken = (request) => !isCatalogue(request);

test('passes the conformance kit', { timeout: 580_000 }, () => edx().conforms(['fetch', 'delta', 'completions', 'certificates']));

test('the kit judges a recording as it judged the platform, and asks nobody', { timeout: 580_000 }, async () => {
  const kept = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-recording-'));
  after(() => fs.rmSync(kept, { recursive: true, force: true }));
  const live = await edx().trial('--record', kept);
  one.heals();
  assert.deepEqual(await edx().trial('--replay', kept), live);
  assert.equal(one.requests.length, 0);
  assert.match(fs.readFileSync(path.join(kept, 'list-ends/0002.txt'), 'utf8'), /^GET http\S+page=1/);
});

test('lists every course that is not hidden, once and in order, with one token a worker', async () => {
  one.heals();
  assert.deepEqual((await edx().all()).map((course) => course.external_id), expected);
  // Each call of the command is a worker of its own.
  assert.equal(one.requests.filter(isToken).length, 3);
  assert.deepEqual(new Set(one.requests.filter(isCatalogue).map((request) => request.headers.authorization.split(' ')[0])), new Set(['JWT']));
});

test('reads the course API', async () => {
  const { courses } = await edx().list();
  assert.deepEqual(courses[0], {
    external_id: 'course-v1:Acme+FA0+2024', title: 'First aid & burns 0', description: 'About\nAll of it', language: '', duration: '',
    version: '', licence: '', has_package: false,
  });
  assert.equal(courses[1].title, 'प्राथमिक उपचार 1');
  assert.equal(courses[1].description, 'Burns, cuts 1');
});

test('reads the discovery service: the run that is advertised, or one that is published', async () => {
  const { courses } = await edx({ ...secret, discovery: one.url }).list();
  assert.deepEqual(courses[0], {
    external_id: 'Acme+FA0', title: 'First aid 0', description: 'Burns & cuts\nOne', language: 'en-US', duration: 'PT30H', version: '',
    licence: 'CC-BY-4.0', has_package: false,
  });
  assert.equal(courses[1].language, 'hi');
  assert.equal(courses[1].duration, '');
  assert.equal((await edx({ ...secret, discovery: one.url }).all()).length, count);
});

test('asks without a token where it has no credentials, and for one organization', async () => {
  one.heals();
  assert.equal((await edx({ organization: 'Red' }).list()).courses.length, 84);
  assert.equal(one.requests.length, 1);
  assert.equal(one.requests[0].headers.authorization, undefined);
});

test('a token of another type is sent as it is meant', async () => {
  lms.tokenType = 'Bearer';
  one.heals();
  await edx().list();
  lms.tokenType = 'JWT';
  assert.match(one.requests.at(-1).headers.authorization, /^Bearer header/);
});

test('an expired token is changed for a new one, once', async () => {
  one.heals();
  one.fails((response) => { lms.forgetTokens(); status(401)(response); }, { times: 1, matches: isCatalogue });
  assert.equal((await edx().list()).courses.length, 99);
  assert.equal(one.requests.filter(isToken).length, 2);
  one.heals();
  one.fails(status(401), { matches: isCatalogue });
  is(await edx().list(), 'HOST refuses us (401): are the credentials in the settings right, and may they do this? [provider-settings]');
  assert.equal(one.requests.length, 4);
  one.heals();
});

test('a token is kept from call to call, until it ends', async () => {
  one.heals();
  await edx().passes('list-is-repeatable');
  assert.deepEqual([one.requests.filter(isToken).length, one.requests.filter(isCatalogue).length], [1, 6]);
  lms.lifetime = 20;  // which is too short to begin something with it
  one.heals();
  await edx().passes('list-is-repeatable');
  lms.lifetime = 3600;
  assert.deepEqual([one.requests.filter(isToken).length, one.requests.filter(isCatalogue).length], [6, 6]);
});

test('credentials that are wrong, and tokens that are none', async () => {
  const wrong = await edx({ client_id: 'haat-client', client_secret: 'top-secret-guess' }).list();
  is(wrong, 'HOST gives no token for the settings "client_id" and "client_secret" (401) [provider-settings]');
  assert.doesNotMatch(wrong.log, /top-secret-guess/);
  for (const [answer, sentence] of [
    [json({}), 'HOST answered without an access token [provider-data]'],
    [json({ access_token: 'a\r\nX-Evil: 1' }), 'HOST answered without an access token [provider-data]'],
    [json({ access_token: 7 }), 'HOST answered without an access token [provider-data]'],
    [html, 'HOST answered with a page of HTML where JSON is due [provider-data]'],
    [status(404), 'HOST answered 404: is the address in the settings right? [provider-settings]'],
    [status(429, { 'Retry-After': '60' }), 'HOST has had too many requests (429); it answers again in 60 s [provider-system]'],
  ]) {
    one.fails(answer, { matches: isToken });
    is(await edx().list(), sentence);
  }
  one.heals();
});

test('no secret and no token is ever logged', async () => {
  const { log } = await edx().list();
  assert.match(log, /POST http:\/\/\S+\/oauth2\/access_token: 200/);
  assert.doesNotMatch(log, /haat-secret|payload/);
});

test('a page that is gone is a cursor that is not there', async () => {
  is(await edx().list('page:9'), 'the catalogue has no page 9 any more [provider-course-unknown]');
  for (const cursor of ['9', 'page:1', 'page:-1', 'page:2x', 'page:99999999999999999999'])
    is(await edx().list(cursor), "the cursor is none of this provider's [provider-course-unknown]");
});

test('pages without an end are found out', async () => {
  const page = (next) => json({ results: [{ course_id: 'a', name: 'A' }], pagination: { next } });
  one.fails(page(`${one.url}/api/courses/v1/courses/?page=1`), { matches: isCatalogue });
  is(await edx().list(), 'HOST leads from page 1 to another one than page 2 [provider-data]');
  one.fails(page('not an address'), { matches: isCatalogue });
  is(await edx().list(), 'HOST leads from page 1 to another one than page 2 [provider-data]');
  one.fails(page(`${one.url}/api/courses/v1/courses/?page=100001`), { matches: isCatalogue });
  is(await edx().list('page:100000'), 'HOST goes on after 100000 pages, so its list has no end [provider-data]');
  one.heals();
});

test('what one row has wrong does not lose the others', async () => {
  one.fails(json({ next: null, results: [{ course_id: 'untitled' }, { name: 'No id' }, { course_id: 'odd', name: 7 }, 'row', null,
    { course_id: 'good', name: 'Good', short_description: ['of another type'] }] }), { matches: isCatalogue });
  const { courses, log } = await edx().list();
  one.heals();
  assert.deepEqual(courses.map((course) => [course.title, course.description]), [['Good', '']]);
  for (const line of ['course untitled is left out: it has no name', 'course is left out: it has no course_id', 'course odd is left out: its name is no string'])
    assert.ok(log.includes(line), `${line} in ${log}`);
});

test('survives whatever comes in place of a page', { timeout: 580_000 }, () => survivesEverything(one, edx({}), {
  format: 'JSON',
  more: [
    ['no JSON', status(200), '127.0.0.1:\\d+ answered what is no JSON \\[provider-data\\]'],
    ['too deep', (response) => response.end(`${'['.repeat(5000)}${']'.repeat(5000)}`), '127.0.0.1:\\d+ answered JSON that is nested deeper than 32 levels \\[provider-data\\]'],
    ['too many values', (response) => response.end(`[${'1,'.repeat(1_000_000)}1]`), '127.0.0.1:\\d+ answered JSON of more than 1000000 values \\[provider-data\\]'],
    ['a field gone', json({ pagination: {} }), '127.0.0.1:\\d+ answered without a list "results": is that another version of the API\\? \\[provider-data\\]'],
    ['a field of another type', json({ results: { a: 1 } }), '127.0.0.1:\\d+ answered without a list "results": is that another version of the API\\? \\[provider-data\\]'],
    ['a next of another type', json({ results: [], next: 2 }), '127.0.0.1:\\d+ answered a "next" that is no URL \\[provider-data\\]'],
    ['a page too large', json({ results: Array(1001).fill({}) }), '127.0.0.1:\\d+ answered a page of 1001 courses where 100 were asked for \\[provider-data\\]'],
  ],
}));

test('health says whether the catalogue answers', async () => {
  one.heals();
  const told = async (settings) => {
    const health = await edx(settings).health();
    return [health.status, health.sentence?.replaceAll(one.host, 'HOST')];
  };
  assert.deepEqual(await told(secret), ['ok', 'HOST answers, its courses are 250']);
  assert.deepEqual(await told({ ...secret, discovery: one.url }), ['ok', 'HOST answers, its courses are 250']);
  assert.equal(one.requests.at(-1).query.get('page_size'), '1');
  assert.deepEqual(await told({ client_id: 'haat-client', client_secret: 'wrong' }),
    ['down', 'HOST gives no token for the settings "client_id" and "client_secret" (401)']);
  one.fails(json({ pagination: {} }));
  assert.deepEqual(await told({}), ['down', 'HOST answered without a list "results": is that another version of the API?']);
  one.heals();
});

test('a partner that is slow is degraded', async () => {
  const answer = json({ results: [], pagination: {} });
  one.fails((response) => { setTimeout(() => answer(response), 3100); });
  const health = await edx({}).health();
  one.heals();
  assert.equal(health.status, 'degraded');
  assert.match(health.sentence, /^\S+ answers; it took \d+ s to say so$/);
});

test('settings that cannot work are refused by name', async () => {
  for (const [settings, sentence] of [
    [{ url: '' }, 'settings: /url is wrong; it should be an address such as https://lms.example.org'],
    [{ client_id: 'a' }, 'of the settings "client_id" and "client_secret" one is of no use without the other'],
    [{ discovery: 'x', ...secret }, 'settings: /discovery is wrong; it should be an address such as https://discovery.example.org'],
    [{ discovery: 'https://d.example.org', organization: 'Acme' }, 'the setting "organization" narrows the LMS\'s course API only, so it cannot stand beside "discovery"'],
    [{ secret: 'a' }, 'settings: the document is wrong \\(it has a member "secret" that is not known there\\)'],
  ])
    assert.match((await edx(settings).list()).error, new RegExp(`could not start: ${sentence.replaceAll('.', '\\.')} \\[provider-unavailable\\]`));
});
