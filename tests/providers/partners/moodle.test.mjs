// The provider moodle against a Moodle, whole and broken.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { expected, finished, moodle, refuse, token } from './moodle.mjs';
import { html, json, makePackage, partner, provider, status, survivesEverything } from './partner.mjs';

let zip, one;
before(async () => {
  zip = await makePackage();
  one = await partner(moodle(zip));
});
after(() => one.close());
const site = (settings = {}) => provider('moodle', { url: one.url, token, ...settings }, one);
const is = (page, sentence) => assert.equal(page.error?.replaceAll(one.host, 'HOST'), `provider on-trial: ${sentence}`, page.log);
const calls = (name) => (request) => new URLSearchParams(request.body).get('wsfunction') === name;
const isList = calls('core_course_get_courses_by_field'), isScorms = calls('mod_scorm_get_scorms_by_courses');

test('passes the conformance kit', { timeout: 580_000 }, () => site({ completions: true }).conforms(['delta', 'certificates']));

test('lists every visible course but the front page, once and in order', async () => {
  assert.deepEqual((await site().all()).map((course) => course.external_id), expected);
  assert.equal((await site({ category: 7 }).all()).length, 18);
});

// All of its requests go to one address and differ in their bodies alone.
test('a recording answers in its stead', async () => {
  const kept = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-recording-'));
  after(() => fs.rmSync(kept, { recursive: true, force: true }));
  const { courses, next } = await site().list('', '--record', kept);
  assert.ok(courses.length > 0);
  one.heals();
  assert.deepEqual(await site().list('', '--replay', kept).then((page) => [page.courses, page.next]), [courses, next]);
  assert.equal(one.requests.length, 0);
  const [url, sum] = fs.readFileSync(path.join(kept, 'on-trial/0001.txt'), 'utf8').split('\n')[0].split(' sha256:');
  assert.deepEqual([url, sum.length], [`POST ${one.url}/webservice/rest/server.php`, 64]);
  const other = await site({ token: 'another' }).list('', '--replay', kept);
  is(other, 'the recording holds no answer to this request [provider-system]');
});

test('asks for all courses once a walk', async () => {
  one.heals();
  await site().passes('list-is-repeatable');
  assert.deepEqual([one.requests.filter(isList).length, one.requests.filter(isScorms).length], [2, 4]);
});

test('reads a course, and which have one package', async () => {
  const { courses, log } = await site().list();
  const of = (id) => courses.find((course) => course.external_id === id);
  assert.deepEqual(of('5'), {
    external_id: '5', title: 'प्राथमिक उपचार 5', description: 'What to do\nBurns 5', language: 'hi', duration: '', version: '', licence: '', has_package: true,
  });
  assert.equal(of('2').title, 'First aid & burns 2');
  assert.deepEqual(['2', '3', '4'].map((id) => of(id).language), ['pt-BR', '', '']);
  assert.deepEqual(['4', '10', '15'].map((id) => of(id).has_package), [false, false, true]);
  assert.match(log, /the language of course 3 is left out: nobody knows which language "xx_odd" is/);
});

test('fetches the package of a course that has one', async () => {
  assert.deepEqual((await site().fetch('5')).bytes, zip);
  for (const id of ['4', '10', '9999'])
    is(await site().fetch(id), `the course ${id} has no package [provider-course-unknown]`);
  for (const id of ['5 ', '05', '-5', '5.0', '9223372036854775808'])
    is(await site().fetch(id), 'that is no number of a course [provider-course-unknown]');
  one.fails(html, { matches: (request) => request.path.includes('pluginfile') });
  is(await site().fetch('5'), 'HOST answered what is no zip where a package is due [provider-data]');
  one.heals();
});

test('the token goes to its Moodle only, in a body, and into no log', async () => {
  one.heals();
  const { log } = await site().fetch('5');
  assert.equal(one.requests.length, 2);
  for (const request of one.requests) {
    assert.equal(request.method, 'POST');
    assert.equal([...request.query].length, 0);
    assert.ok(request.body.includes(token));
  }
  assert.ok(!log.includes(token), log);
  const thief = await partner(() => status(200));
  one.fails(json({ scorms: [{ course: 5, packageurl: `${thief.url}/webservice/pluginfile.php/x.zip` }] }), { matches: isScorms });
  is(await provider('moodle', { url: one.url, token }, one, thief).fetch('5'),
    'HOST names a package that is elsewhere, where its token may not go [provider-data]');
  assert.equal(thief.requests.length, 0);
  thief.close();
  one.fails(refuse(`code-${token}`, `You sent <b>${token}</b>, which is wrong.`));
  const told = await site().list();
  is(told, 'HOST has failed (core_course_get_courses_by_field: code-…, You sent …, which is wrong) [provider-data]');
  assert.ok(!told.log.includes(token), told.log);
  one.heals();
});

test('each errorcode is the right one\'s fault', async () => {
  const by = 'core_course_get_courses_by_field';
  for (const [code, sentence] of [
    ['invalidtoken', `HOST does not accept the setting "token" (${by}: invalidtoken, Said) [provider-settings]`],
    ['accessexception', `HOST does not let the setting "token" use this function: it has ended, or its service lacks it (${by}: accessexception, Said) [provider-settings]`],
    ['servicenotavailable', `HOST has the service of the setting "token" switched off (${by}: servicenotavailable, Said) [provider-settings]`],
    ['wsaccessusersuspended', `HOST does not let the user of the setting "token" in (${by}: wsaccessusersuspended, Said) [provider-settings]`],
    ['nopermissions', `HOST lets the user of the setting "token" not see this (${by}: nopermissions, Said) [provider-settings]`],
    ['sitemaintenance', `HOST is not at work now (${by}: sitemaintenance, Said) [provider-system]`],
    ['dmlreadexception', `HOST is not at work now (${by}: dmlreadexception, Said) [provider-system]`],
    ['invalidparameter', `HOST does not understand us: its version may be too old (${by}: invalidparameter, Said) [provider-data]`],
    ['neverheardof', `HOST has failed (${by}: neverheardof, Said) [provider-data]`],
  ]) {
    one.fails(refuse(code, 'Said.'));
    is(await site().list(), sentence);
  }
  one.heals();
  is(await site({ token: 'fedcba9876543210' }).list(), `HOST does not accept the setting "token" (${by}: invalidtoken, Invalid token - token not found) [provider-settings]`);
});

test('a token that may not ask for packages still lists the courses', async () => {
  one.fails(refuse('accessexception', 'Access control exception'), { matches: isScorms });
  const { courses, log } = await site().list();
  assert.equal(courses.filter((course) => course.has_package).length, 0);
  assert.equal(courses.length, 100);
  assert.match(log, /no course has a package: \S+ does not let the setting "token" use this function/);
  one.fails(refuse('dmlreadexception', 'No'), { matches: isScorms });
  is(await site().list(), 'HOST is not at work now (mod_scorm_get_scorms_by_courses: dmlreadexception, No) [provider-system]');
  one.fails(json({ scorms: 'none' }), { matches: isScorms });
  is(await site().list(), 'HOST answered without a list "scorms": is that another version? [provider-data]');
  one.heals();
});

test('cursors that are none', async () => {
  for (const cursor of ['100', '>', '>0', '>-1', '>1x', '>9223372036854775808'])
    is(await site().list(cursor), "the cursor is none of this provider's [provider-course-unknown]");
  assert.deepEqual((await site().list('>9223372036854775807')).courses, []);
});

test('what one row has wrong does not lose the others', async () => {
  one.fails(json({ courses: [{ fullname: 'No id' }, 7, { id: '12', fullname: 'Text for a number' }, { id: 3, fullname: ' ' }, { id: 4 }, { id: 5, fullname: 7 },
    { id: 6, fullname: 'Good', summary: 7, lang: {} }, { id: 7, fullname: 'Hidden', visible: false }] }), { matches: isList });
  const { courses, log } = await site().list();
  one.heals();
  assert.deepEqual(courses.map((course) => course.title), ['Good']);
  for (const line of ['a course is left out: its id is no number', 'course 3 is left out: it has no title', 'course 4 is left out: it has no fullname',
    'course 5 is left out: its fullname is no string'])
    assert.ok(log.includes(line), `${line} in ${log}`);
});

test('survives whatever comes in place of a result', { timeout: 580_000 }, () => survivesEverything(one, site(), {
  format: 'JSON',
  more: [
    ['null', json(null), '127.0.0.1:\\d+ answered what is no result of core_course_get_courses_by_field \\[provider-data\\]'],
    ['a field gone', json({ warnings: [] }), '127.0.0.1:\\d+ answered without a list "courses": is that another version\\? \\[provider-data\\]'],
    ['a field of another type', json({ courses: 3 }), '127.0.0.1:\\d+ answered without a list "courses": is that another version\\? \\[provider-data\\]'],
    ['web services switched off', status(403),
      '127.0.0.1:\\d+ refuses us \\(403\\): are the credentials in the settings right, and may they do this\\? \\[provider-settings\\]'],
  ],
}));

const isEnrolled = calls('core_enrol_get_enrolled_users'), isStatus = calls('core_completion_get_course_completion_status'), isGrades = calls('gradereport_user_get_grade_items');
const time = (seconds) => new Date(seconds * 1000).toISOString().replace('.000', '');
async function round(from) {
  const rows = [];
  let log = '', page = { next: '', more: true };
  while (page.more) {
    page = await from.completions(page.next);
    assert.equal(page.error, undefined, page.log);
    rows.push(...page.completions);
    log += page.log;
  }
  return { rows, log, end: page.next };
}

test('tells who finished what, when and how well', async () => {
  one.heals();
  const { rows, log, end } = await round(site({ completions: true }));
  const of = (course) => rows.filter((row) => row.external_id === course);
  // Of twenty every third has not finished, 107 has no name, 118 no time, 119 only teaches.
  assert.deepEqual(of('5').map((row) => row.learner), ['emp-100', 'learner101', 'learner103', 'emp-104', 'emp-106', 'learner109', 'emp-110', 'emp-112', 'learner113', 'learner115', 'emp-116']);
  assert.deepEqual(of('5')[2], { learner: 'learner103', external_id: '5', began_at: null, finished_at: time(finished + 103), score: 100 / 190, hours: null, certificate: null });
  assert.deepEqual(of('5').slice(0, 2).map((row) => row.score), [1, null]);
  // Where any criterion is enough, the first one counts.
  assert.deepEqual(of('10').map((row) => [row.learner, row.finished_at]), [['emp-100', time(finished)], ['learner101', time(finished)]]);
  assert.deepEqual(new Set(rows.map((row) => row.external_id)), new Set(['5', '10']));
  assert.match(log, /user 107 is left out: there is no idnumber or username to be seen/);
  assert.match(log, /user 118 has finished course 5, but nothing says when: left out/);
  assert.match(log, /no completion of course 6 is told: \S+ lets the user of the setting "token" not see this/);
  assert.ok(!one.requests.some((request) => request.body.includes('email')));
  assert.ok(!one.requests.filter(isEnrolled).some((request) => new URLSearchParams(request.body).get('courseid') === '7'), 'it has no completion');
  assert.equal(one.requests.filter(isStatus).filter((request) => new URLSearchParams(request.body).get('courseid') === '8').length, 1);
  // The round is over, and the next one is not due yet; after an hour it is.
  one.heals();
  assert.deepEqual(await site({ completions: true }).completions(end).then(({ log: _, ...page }) => page), { completions: [], next: end, more: false });
  assert.equal(one.requests.length, 0);
  assert.ok((await site({ completions: true }).completions(String(Number(end) - 3600))).completions.length > 0);
  assert.ok(one.requests.length <= 19, `${one.requests.length} requests`);
});

test('tells of nobody unless the operator wants it', async () => {
  one.heals();
  const { completions, next, more } = await site().completions();
  assert.deepEqual([completions, next, more, one.requests.length], [[], 'none', false, 0]);
  is(await site({ completions: true }).completions(next), "the cursor is none of this provider's [provider-course-unknown]");
});

test('completions that cannot be told', async () => {
  const from = site({ completions: true });
  one.fails(refuse('accessexception', 'No'), { matches: isEnrolled });
  is(await from.completions(), 'HOST does not let the setting "token" use this function: it has ended, or its service lacks it (core_enrol_get_enrolled_users: accessexception, No) [provider-settings]');
  one.fails(json({ users: [] }), { matches: isEnrolled });
  is(await from.completions(), 'HOST answered no list of users: is that another version? [provider-data]');
  one.fails(json(Array.from({ length: 100 }, (_, id) => ({ id }))), { matches: isEnrolled });
  is(await from.completions(), 'HOST answered 100 users where 8 were asked for [provider-data]');
  one.fails(json({ warnings: [] }), { matches: isStatus });
  is(await from.completions(), 'HOST answered without a "completionstatus" [provider-data]');
  one.fails(refuse('dmlreadexception', 'No'), { matches: isGrades });
  is(await from.completions(), 'HOST is not at work now (gradereport_user_get_grade_items: dmlreadexception, No) [provider-system]');
  one.fails(refuse('accessexception', 'No'), { matches: isGrades });
  const { completions, log } = await from.completions();
  assert.ok(completions.length > 0 && completions.every((row) => row.score === null));
  assert.equal(log.match(/no score is told/g).length, 1);
  one.heals();
  for (const cursor of ['1.2', '1.2.3.4', '1.2.', '0', '-1', '99999999999', '1x'])
    is(await from.completions(cursor), "the cursor is none of this provider's [provider-course-unknown]");
});

test('health says whether it answers, and what the token\'s service lacks', async () => {
  const told = async (state, sentence) => {
    const health = await site().health();
    assert.deepEqual({ ...health, sentence: health.sentence?.replaceAll(one.host, 'HOST') }, { status: state, sentence });
  };
  await told('ok', 'the Moodle "Campus of health" answers');
  const isInfo = calls('core_webservice_get_site_info');
  one.fails(json({ sitename: 'Campus', functions: [{ name: 'core_course_get_courses_by_field' }] }), { matches: isInfo });
  await told('degraded', 'the Moodle "Campus" answers; its service lacks mod_scorm_get_scorms_by_courses, so no course has a package');
  one.fails(json({ sitename: 'Campus', functions: [{ name: 'mod_scorm_get_scorms_by_courses' }] }), { matches: isInfo });
  await told('down', 'the Moodle "Campus" answers; its service lacks core_course_get_courses_by_field, so no course can be listed');
  one.fails(refuse('accessexception', 'Access control exception'), { matches: isInfo });
  assert.match((await site().health()).sentence, /accessexception.*; without it nobody knows which functions the token has$/);
  one.fails(refuse('sitemaintenance', 'Later.'));
  await told('down', 'HOST is not at work now (core_webservice_get_site_info: sitemaintenance, Later)');
  one.heals();
});

test('settings that cannot work are refused by name', async () => {
  for (const [settings, sentence] of [
    [{ token: undefined }, 'the settings lack "token", the token of a web service user, which has letters and digits only'],
    [{ token: 'to ken' }, 'settings: /token is wrong; it should be the token of a web service user, which has letters and digits only'],
    [{ category: 0 }, 'settings: /category is wrong; it should be the number of the category whose courses are told of; of all where there is none \\(Expected number greater than or equal to 1.000000\\)'],
    [{ categories: 7 }, 'settings: the document is wrong \\(it has a member "categories" that is not known there\\)'],
    [{ url: 'https://moodle.example.org?x=1' }, 'the setting "url" is no address such as https://moodle.example.org'],
  ])
    assert.match((await site(settings).list()).error, new RegExp(`could not start: ${sentence.replaceAll('.', '\\.')} \\[provider-unavailable\\]`));
});
