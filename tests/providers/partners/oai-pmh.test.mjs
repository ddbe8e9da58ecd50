// The provider oai-pmh against a repository, whole and broken.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { count, envelope, error, expected, listSize, repository } from './oai-pmh.mjs';
import { makePackage, partner, provider, status, survivesEverything, xml } from './partner.mjs';

let zip, one;
before(async () => {
  zip = await makePackage();
  one = await partner(repository(zip));
});
after(() => one.close());
const oai = (settings = {}) => provider('oai-pmh', { url: `${one.url}/oai`, ...settings }, one);
const is = (page, sentence) => assert.equal(page.error?.replaceAll(one.host, 'HOST'), `provider on-trial: ${sentence}`, page.log);

test('passes the conformance kit', { timeout: 580_000 }, () => oai().conforms(['completions', 'certificates']));

test('harvests every record that was not deleted, once and in order', async () => {
  one.heals();
  assert.deepEqual((await oai().all()).map((course) => course.external_id), expected);
  assert.equal(one.requests.length, Math.ceil(count / listSize));
});

// What it says of itself, with when and how it tells of deletions.
const identify = (deletions, at = '2024-08-01T00:00:00Z') => xml(`<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
  <responseDate>${at}</responseDate><Identify><deletedRecord>${deletions}</deletedRecord><granularity>YYYY-MM-DD</granularity></Identify></OAI-PMH>`);
const asksWho = { matches: (request) => request.query.get('verb') === 'Identify' };

async function harvest(from = '') {
  const all = { changed: [], gone: [] };
  for (let cursor = from, more = true; more;) {
    const page = await oai().changes(cursor);
    assert.equal(page.error, undefined, page.log);
    all.changed.push(...page.changed.map((course) => course.external_id));
    all.gone.push(...page.gone);
    ({ next: cursor, more } = page);
    all.next = cursor;
  }
  return all;
}

test('tells what changed and what was deleted since the harvest before', async () => {
  const first = await harvest();
  assert.deepEqual(first.changed, expected);
  assert.deepEqual(first.gone, []);
  one.heals();
  assert.deepEqual(await harvest(first.next), { changed: [], gone: [], next: first.next });
  assert.deepEqual(one.requests.map((request) => request.query.get('from')), [null, '2024-08-01']);
  one.fails(envelope(`<ListRecords><record><header status="deleted"><identifier>${expected[3]}</identifier></header></record>
    <record><header><identifier>${expected[5]}</identifier></header><metadata><dc><title>Anew</title></dc></metadata></record></ListRecords>`),
    { matches: (request) => request.query.get('from') === '2024-08-01' });
  const second = await harvest(first.next);
  one.heals();
  assert.deepEqual([second.changed, second.gone], [[expected[5]], [expected[3]]]);
  is(await oai().changes('2024-08-01'), "the cursor is none of this provider's [provider-course-unknown]");
  is(await oai().changes('2024-08-01,yesterday,7;0.0:'), "the cursor is none of this provider's [provider-course-unknown]");
});

test('harvests everything anew where nobody would say what was deleted', async () => {
  const { next } = await harvest();
  const anew = 'the repository does not tell what was deleted since: begin anew [provider-course-unknown]';
  for (const [deletions, soon, late] of [['no', '2024-08-01T00:59:00Z', '2024-08-01T01:00:00Z'], ['transient', '2024-08-08T00:00:00Z', '2024-08-08T00:00:01Z']]) {
    one.fails(identify(deletions, soon), asksWho);
    const early = await oai().changes(next);
    assert.deepEqual([early.changed, early.gone, early.more], [[], [], false], early.log);
    one.fails(identify(deletions, late), asksWho);
    is(await oai().changes(next), anew);
  }
  one.fails(identify('persistent', '2034-08-01T00:00:00Z'), asksWho);
  assert.deepEqual((await oai().changes(next)).changed, []);
  one.heals();
});

test('reads Dublin Core', async () => {
  const { courses, log } = await oai().list();
  assert.deepEqual(courses[0], {
    external_id: 'oai:repository.example.org:course/0', title: 'First aid & burns 0', description: 'What to do before the doctor comes',
    language: 'en', duration: '', version: '', licence: 'CC-BY-SA-4.0', has_package: true,
  });
  assert.deepEqual(courses.slice(1, 4).map((course) => course.language), ['hi', 'pt-BR', '']);
  assert.equal(courses[1].title, 'प्राथमिक उपचार 1');
  assert.match(log, /the language of record oai:repository.example.org:course\/3 is left out: nobody knows which language "Klingonese" is/);
});

test('reads a LOM, in the language of the course', async () => {
  const { courses, log } = await oai({ metadata_prefix: 'oai_lom' }).list();
  assert.deepEqual(courses[1], {
    external_id: 'oai:repository.example.org:course/1', title: 'प्राथमिक उपचार 1', description: 'विवरण', language: 'hi',
    duration: 'PT1H30M', version: '1.1', licence: 'CC-BY-4.0', has_package: false,
  });
  assert.equal(courses[0].duration, '');
  assert.match(log, /the duration of record \S+\/0 is left out: "ninety minutes" is none of ISO 8601/);
});

test('reads the LOM of IMS', async () => {
  one.fails(envelope(`<ListRecords><record><header><identifier>a</identifier></header><metadata>
    <lom xmlns="http://www.imsglobal.org/xsd/imsmd_v1p2"><general><title><langstring xml:lang="en">A</langstring>
    <langstring xml:lang="ta">தலைப்பு</langstring></title><language>ta</language></general>
    <educational><typicallearningtime><datetime>PT45M</datetime></typicallearningtime></educational></lom></metadata></record></ListRecords>`));
  const { courses } = await oai().list();
  one.heals();
  assert.equal(courses[0].title, 'தலைப்பு');
  assert.equal(courses[0].duration, 'PT45M');
});

test('asks for a set, and for what changed since', async () => {
  assert.equal((await oai({ set: 'nursing' }).all()).length, 76);
  one.heals();
  // The repository counts days, and would refuse a time.
  assert.equal((await oai({ from: '2024-06-01T12:00:00Z' }).all()).length, 38);
  assert.deepEqual(one.requests.map((request) => request.query.get('from')), [null, '2024-06-01']);
  assert.deepEqual((await oai({ from: '2030-01-01' }).list()).courses, []);
});

test('fetches the package that a record names', async () => {
  assert.deepEqual((await oai().fetch('oai:repository.example.org:course/10')).bytes, zip);
  is(await oai().fetch('oai:repository.example.org:course/11'),
    'the record oai:repository.example.org:course/11 names no package [provider-course-unknown]');
  is(await oai().fetch('oai:repository.example.org:course/7'),
    'the repository has no record oai:repository.example.org:course/7 [provider-course-unknown]');
  one.fails(status(404), { matches: (request) => request.path.startsWith('/files/') });
  is(await oai().fetch('oai:repository.example.org:course/10'), 'the package is not at HOST any more (404) [provider-course-unknown]');
  one.fails(xml('<html>Log in</html>'), { matches: (request) => request.path.startsWith('/files/') });
  is(await oai().fetch('oai:repository.example.org:course/10'), 'HOST answered what is no zip where a package is due [provider-data]');
  one.heals();
});

test('a list longer than a page of ours is told of in several', async () => {
  const records = Array.from({ length: 2100 }, (_, i) => `<record><header><identifier>r${i}</identifier></header><metadata>
    <dc><title>Record ${i}</title></dc></metadata></record>`).join('');
  one.fails(envelope(`<ListRecords>${records}</ListRecords>`));
  const courses = await oai().all();
  one.heals();
  assert.equal(new Set(courses.map((course) => course.external_id)).size, 2100);
});

test('what one record has wrong does not lose the others', async () => {
  const record = (header, metadata) => `<record><header><identifier>${header}</identifier></header>${metadata}</record>`;
  one.fails(envelope(`<ListRecords>${record('untitled', '<metadata><dc><title> </title></dc></metadata>')}${record('bare', '')}
    ${record('', '<metadata><dc><title>No id</title></dc></metadata>')}${record('marc', '<metadata><mods/></metadata>')}
    ${record('good', '<metadata><dc><title>Good</title></dc></metadata>')}${record('good', '<metadata><dc><title>Again</title></dc></metadata>')}</ListRecords>`));
  const { courses, log } = await oai().list();
  one.heals();
  assert.deepEqual(courses.map((course) => course.title), ['Good']);
  for (const line of ['record untitled is left out: it has no title', 'record bare is left out: it has no metadata',
    'record is left out: it has no id', 'record marc is left out: its metadata are "mods", neither Dublin Core nor a LOM',
    'record good is left out: its id came on this page before'])
    assert.ok(log.includes(line), `${line} in ${log}`);
});

test('each error of the protocol has its sentence', async () => {
  for (const [code, sentence] of [
    ['badArgument', 'HOST does not accept the request: are the settings "set" and "from" right? [provider-settings]'],
    ['badVerb', 'HOST knows no OAI-PMH 2.0 there: is the setting "url" right? [provider-settings]'],
    ['cannotDisseminateFormat', 'HOST has no records in the format of the setting "metadata_prefix", oai_dc [provider-settings]'],
    ['noSetHierarchy', 'HOST has no sets, but the setting "set" names nursing [provider-settings]'],
    ['noMetadataFormats', 'HOST has no metadata of that record [provider-course-unknown]'],
    ['idDoesNotExist', 'HOST has no record of that identifier [provider-course-unknown]'],
    ['badWeather', 'HOST answered the unknown error "badWeather" [provider-data]'],
  ]) {
    one.fails(error(code));
    is(await oai({ set: 'nursing' }).list(), sentence);
  }
  one.fails(error('noRecordsMatch'));
  assert.deepEqual((await oai().list()).courses, []);
  one.heals();
});

test('a resumption token that expired is a cursor that is not there', async () => {
  const { next } = await oai().list();
  one.fails(error('badResumptionToken'));
  is(await oai().list(next), 'the resumption token is not good at HOST any more: begin the harvest anew [provider-course-unknown]');
  one.heals();
  is(await oai().list('3'), "the cursor is none of this provider's [provider-course-unknown]");
});

test('a list without an end is found out', async () => {
  const again = (token) => envelope(`<ListRecords><record><header><identifier>a</identifier></header><metadata><dc><title>A</title></dc>
    </metadata></record><resumptionToken>${token}</resumptionToken></ListRecords>`);
  one.fails(again('same'));
  assert.equal((await oai().list()).next, '1.0:same');
  is(await oai().list('1.0:same'), 'HOST answers the same resumption token again, so its list has no end [provider-data]');
  is(await oai().list('100001.0:other'), 'the repository goes on after 100000 lists, so its list has no end [provider-data]');
  one.fails(again('t'.repeat(600)));
  is(await oai().list(), "the next page's cursor has 604 bytes (limit 512) [provider-data]");
  one.heals();
});

test('survives whatever comes in place of a list', { timeout: 580_000 }, () => survivesEverything(one, oai(), {
  format: 'XML',
  more: [
    ['no XML', xml('{}'), '127.0.0.1:\\d+ answered what is no well-formed XML \\[provider-data\\]'],
    ['half of it', xml('<OAI-PMH><ListRecords>'), '127.0.0.1:\\d+ answered what is no well-formed XML \\[provider-data\\]'],
    ['too deep', xml(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`), '127.0.0.1:\\d+ answered what is no well-formed XML \\[provider-data\\]'],
    ['a bomb', xml('<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'),
      '127.0.0.1:\\d+ answered XML with a DTD, which may hide a bomb \\[provider-data\\]'],
    ['another schema', xml('<rss/>'), '127.0.0.1:\\d+ answered XML that is not of OAI-PMH 2.0 \\[provider-data\\]'],
    ['a list without a list', envelope('<Lists/>'), '127.0.0.1:\\d+ answered no list of records \\[provider-data\\]'],
    ['401', status(401), '127.0.0.1:\\d+ refuses us \\(401\\): are the credentials in the settings right, and may they do this\\? \\[provider-settings\\]'],
  ],
}));

test('health says whether the repository answers', async () => {
  assert.deepEqual(await oai().health(), { status: 'ok', sentence: 'the repository "Courses of Example" answers' });
  for (const [act, sentence] of [
    [status(503), 'HOST answered 503'],
    [envelope('<Identify><granularity>years</granularity></Identify>'), 'HOST has the unknown granularity "years"'],
  ]) {
    one.fails(act);
    const health = await oai().health();
    assert.deepEqual({ ...health, sentence: health.sentence?.replaceAll(one.host, 'HOST') }, { status: 'down', sentence });
  }
  one.heals();
});

test('settings that cannot work are refused by name', async () => {
  for (const [settings, sentence] of [
    [{ url: undefined }, 'the settings lack "url", an address such as https://repository.example.org/oai'],
    [{ url: 'repository' }, 'settings: /url is wrong; it should be an address such as https://repository.example.org/oai'],
    [{ url: 'https://user:secret@repository.example.org/oai' }, 'the setting "url" is no address such as https://repository.example.org/oai'],
    [{ url: 7 }, 'settings: /url is wrong; it should be an address such as https://repository.example.org/oai \\(Value type not permitted by \'type\' constraint\\)'],
    [{ from: 'yesterday' }, 'settings: /from is wrong; it should be a day such as 2024-01-31 or a time such as 2024-01-31T12:00:00Z'],
    [{ sets: 'a' }, 'settings: the document is wrong \\(it has a member "sets" that is not known there\\)'],
    [{ set: '' }, 'settings: /set is wrong; it should be the setSpec of the set that is harvested; all are where there is none \\(String should be no fewer than 1 characters in length\\)'],
  ])
    assert.match((await oai(settings).list()).error, new RegExp(`could not start: ${sentence.replaceAll('.', '\\.')} \\[provider-unavailable\\]`));
});
