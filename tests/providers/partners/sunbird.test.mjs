// The provider sunbird against a platform and its store, whole and broken.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { count, envelope, idOf, key, platform, store } from './sunbird.mjs';
import { html, json, makePackage, partner, provider, status, survivesEverything } from './partner.mjs';

let zip, one, other;
before(async () => {
  zip = await makePackage();
  other = await partner(store(zip));
  one = await partner(platform(zip, () => other.url));
});
after(() => { one.close(); other.close(); });
const sunbird = (settings = {}, hosts = [one, other]) => provider('sunbird', { url: one.url, api_key: key, ...settings }, ...hosts);
const is = (page, sentence) =>
  assert.equal(page.error?.replaceAll(one.host, 'HOST').replaceAll(other.host, 'STORE'), `provider on-trial: ${sentence}`, page.log);

test('passes the conformance kit', { timeout: 580_000 }, () => sunbird().conforms(['delta', 'completions', 'certificates']));

test('lists every course, once and in order, by either search', async () => {
  for (const search of ['content', 'composite']) {
    one.heals();
    assert.deepEqual((await sunbird({ search }).all()).map((course) => course.external_id), Array.from({ length: count }, (_, i) => idOf(i)));
    assert.deepEqual(one.requests.map((request) => request.path), Array(3).fill(`/api/${search}/v1/search`));
  }
});

test('reads a course: names of languages, seconds, what is wrong of it left out', async () => {
  const { courses, log } = await sunbird().list();
  assert.deepEqual(courses[0], {
    external_id: idOf(0), title: 'First aid 0', description: 'Burns & cuts', language: 'hi', duration: 'PT1H30M', version: '1', licence: 'CC-BY-4.0',
    has_package: true,
  });
  assert.deepEqual(courses.slice(0, 6).map((course) => course.language), ['hi', 'hi', 'ta', 'en', 'or', '']);
  assert.deepEqual(courses.slice(0, 6).map((course) => course.duration), ['PT1H30M', 'PT1M', 'PT45S', 'PT5M', '', '']);
  assert.match(log, new RegExp(`the duration of course ${idOf(4)} is left out: "-3" is none of ISO 8601`));
  assert.match(log, new RegExp(`the language of course ${idOf(5)} is left out: nobody knows which language "Several" is`));
});

test('narrows the search', async () => {
  assert.equal((await sunbird({ channel: 'small' }).all()).length, 10);
  assert.equal((await sunbird({ mediums: ['Hindi'], channel: 'small' }).all()).length, 2);
  assert.deepEqual(await sunbird({ primary_categories: ['Nothing'] }).all(), []);
  is(await sunbird({ primary_categories: ['Broken'] }).list(),
    'HOST does not accept the request (CLIENT_ERROR, ERR_CONTENT_SEARCH_FIELDS_MISSING): are the settings "primary_categories", "mediums" and "channel" right? [provider-settings]');
});

test('fetches the ECAR from its store, which never sees the key', async () => {
  other.heals();
  assert.deepEqual((await sunbird().fetch(idOf(4))).bytes, zip);
  assert.equal(other.requests[0].headers.authorization, undefined);
  is(await sunbird().fetch(idOf(5)), `the course ${idOf(5)} has no package [provider-course-unknown]`);
  is(await sunbird().fetch('do_1'), 'HOST has no such content (RESOURCE_NOT_FOUND, NOT_FOUND) [provider-course-unknown]');
  is(await sunbird().fetch('../../search'), 'that is no identifier of a content [provider-course-unknown]');
  is(await sunbird({}, [one]).fetch(idOf(4)), 'STORE is not among the hosts that the operator named for it [provider-settings]');
  other.fails(html);
  is(await sunbird().fetch(idOf(4)), 'STORE answered what is no zip where a package is due [provider-data]');
  other.fails(status(403));
  is(await sunbird().fetch(idOf(4)),
    'STORE refuses us (403): are the credentials in the settings right, and may they do this? [provider-settings]');
  other.fails((response) => { response.writeHead(200, { 'Content-Length': zip.length }); response.write(zip.subarray(0, 1000)); setTimeout(() => response.destroy(), 20); });
  is(await sunbird().fetch(idOf(4)), '127.0.0.1 broke off its answer [provider-system]');
  other.heals();
  one.fails(envelope('api.content.read', { result: { content: { downloadUrl: 'file:///etc/passwd' } } }));
  is(await sunbird().fetch(idOf(4)), `the downloadUrl of ${idOf(4)} is no URL [provider-data]`);
  one.heals();
});

test('a key that is refused, and the gateway\'s own words', async () => {
  const refused = await sunbird({ api_key: 'other-key' }).list();
  is(refused, 'HOST refuses us (401): are the credentials in the settings right, and may they do this? [provider-settings]');
  assert.doesNotMatch(refused.log, /other-key/);
  one.fails(json({ message: 'API rate limit exceeded' }, 429, { 'Retry-After': '30' }));
  is(await sunbird().list(), 'HOST has had too many requests (429); it answers again in 30 s [provider-system]');
  one.fails(json({ message: 'no Route matched' }, 404));
  is(await sunbird().list(), 'HOST answered 404: is the address in the settings right? [provider-settings]');
  one.heals();
});

test('cursors that are none, and pages without an end', async () => {
  for (const cursor of ['100', 'offset:', 'offset:50', 'offset:-100', 'offset:10000', 'offset:0'])
    is(await sunbird().list(cursor), "the cursor is none of this provider's [provider-course-unknown]");
  one.fails(envelope('api.content.search', { result: { count: 500, content: [] } }));
  is(await sunbird().list('offset:100'), 'HOST says that there are more than 100 courses, but shows none of the others [provider-data]');
  one.fails(envelope('api.content.search', { result: { count: 1e12, content: [{ identifier: 'do_1', name: 'One' }] } }));
  const last = await sunbird().list('offset:9900');
  assert.equal(last.next, null);
  assert.match(last.log, /the search shows no more than 10000 courses; narrow it with "mediums" or "channel" to see the others/);
  one.heals();
});

test('what one row has wrong does not lose the others', async () => {
  one.fails(envelope('api.content.search', { result: { count: 6, content: [{ identifier: 'do_1' }, { name: 'No id' }, 7, { identifier: 'do_2', name: ['A'] },
    { identifier: 'do_3', name: ' \n ' }, { identifier: 'do_4', name: 'Good', description: 7, duration: {}, language: 7, pkgVersion: 'x', downloadUrl: [] }] } }));
  const { courses, log } = await sunbird().list();
  one.heals();
  assert.deepEqual(courses.map((course) => [course.external_id, course.version, course.has_package]), [['do_4', '', false]]);
  for (const line of ['course do_1 is left out: it has no name', 'course is left out: it has no identifier', 'course do_2 is left out: its name is no string',
    'course do_3 is left out: it has no title', 'the duration of course do_4 is left out: "{}" is none of ISO 8601'])
    assert.ok(log.includes(line), `${line} in ${log}`);
});

test('survives whatever comes in place of a page', { timeout: 580_000 }, () => survivesEverything(one, sunbird(), {
  format: 'JSON',
  more: [
    ['a list', json([]), '127.0.0.1:\\d+ answered without a "responseCode" \\[provider-data\\]'],
    ['a field gone', envelope('x', { result: { count: 3 } }), '127.0.0.1:\\d+ answered without a list "content": is that another version of the API\\? \\[provider-data\\]'],
    ['a count of another type', envelope('x', { result: { count: 'many' } }), '127.0.0.1:\\d+ answered without a number "count" \\[provider-data\\]'],
    ['a result of another type', envelope('x', { result: 'ok' }), '127.0.0.1:\\d+ answered without a "result" \\[provider-data\\]'],
    ['a page too large', envelope('x', { result: { count: 101, content: Array(101).fill({}) } }), '127.0.0.1:\\d+ answered a page of 101 courses where 100 were asked for \\[provider-data\\]'],
    ['a failure with 200', envelope('x', { code: 'SERVER_ERROR', err: 'ERR_GRAPH' }), '127.0.0.1:\\d+ has failed \\(SERVER_ERROR, ERR_GRAPH\\) \\[provider-system\\]'],
    ['an unknown failure', envelope('x', { code: 'TEAPOT' }), '127.0.0.1:\\d+ answered an unknown "responseCode", TEAPOT \\[provider-data\\]'],
    ['what may be our key', envelope('x', { code: `key ${key}`, err: `Bearer ${key}` }), '127.0.0.1:\\d+ answered an unknown "responseCode" \\[provider-data\\]'],
  ],
}));

test('health says what the search finds', async () => {
  one.heals();
  const told = async (settings) => {
    const health = await sunbird(settings).health();
    return [health.status, health.sentence?.replaceAll(one.host, 'HOST')];
  };
  assert.deepEqual(await told({}), ['ok', 'HOST answers, its search finds courses: 230']);
  assert.equal(JSON.parse(one.requests.at(-1).body).request.limit, 1);
  assert.deepEqual(await told({ api_key: 'other-key' }),
    ['down', 'HOST refuses us (401): are the credentials in the settings right, and may they do this?']);
  one.fails(envelope('x', { code: 'SERVER_ERROR', err: 'ERR_GRAPH' }));
  assert.deepEqual(await told({}), ['down', 'HOST has failed (SERVER_ERROR, ERR_GRAPH)']);
  one.heals();
});

test('settings that cannot work are refused by name', async () => {
  for (const [settings, sentence] of [
    [{ url: 'ftp://sunbird.example.org' }, 'settings: /url is wrong; it should be an address such as https://sunbird.example.org'],
    [{ search: 'deep' }, 'settings: /search is wrong; it should be "content" or "composite", the search that the platform has'],
    [{ primary_categories: 'Course' }, 'settings: /primary_categories is wrong; it should be a list of 1 to 100 of the platform\'s categories, such as Course \\(Value type not permitted by \'type\' constraint\\)'],
    [{ mediums: [] }, 'settings: /mediums is wrong; it should be a list of 1 to 100 mediums of instruction, such as Hindi \\(Array should contain no fewer than 1 elements\\)'],
    [{ api_key: 'a\nb' }, 'the setting "api_key" has control characters'],
  ])
    assert.match((await sunbird(settings).list()).error, new RegExp(`could not start: ${sentence.replaceAll('.', '\\.')} \\[provider-unavailable\\]`));
});
