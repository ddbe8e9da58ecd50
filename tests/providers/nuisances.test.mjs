// A server with every faulty provider at once, while others read, publish and sign in: nobody notices, and each fault is told in
// words. FAULTS.md is the table of it, faults.svg a picture of the list; `UPDATE=1 ctest -R provider.nuisances` makes both anew.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startServer } from '../running_server.mjs';
import { draw } from './terminal_picture.mjs';

const { HAAT, HAAT_PLUGINS, HAAT_SERVER, UPDATE } = process.env;
const page = fileURLToPath(new URL('FAULTS.md', import.meta.url));
const picture = fileURLToPath(new URL('faults.svg', import.meta.url));
const patience = 240_000; // for every fault to be told: one of them is ten seconds of a processor's time, for which several wait
const load = 200; // requests of others, at least, that each fault goes through once it is there

// What it does, what was configured, and what the list of providers has to say of it; what was denied to it is the title of its course.
const did = (deed) => ({ library: 'nuisance.so', settings: { deed } });
const denied = (why, deed) => [deed ? new RegExp(`^running; it tried to ${deed}, which no provider may \\| 1 course$`) : /^running \| 1 course$/, why];
const faults = [
  ['a segfault while it is loaded', { library: 'crash_at_load.so' }, /crashed \(segmentation fault\) while being loaded/],
  ['abort() while it is loaded', { library: 'abort_at_load.so' }, /crashed \(aborted\) while being loaded/],
  ['exit() while it is loaded', { library: 'exit_at_load.so' }, /left by itself \(exit code 7\) while being loaded/],
  ['hangs while it is loaded', { library: 'hang_at_load.so' }, /hung while being loaded: no answer within 10 s/],
  ['has not the symbol', { library: 'missing_symbol.so' }, /refused.*it exports no haat_provider_entry/],
  ['was built for another ABI', { library: 'other_abi.so' }, /refused.*was built for provider ABI 2, this host speaks 1/],
  ['is not there', { library: 'gone.so' }, /refused.*gone\.so does not exist/],
  ['is not signed, and has to be', { library: 'good.so', signed_by: ['haat-ed25519 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= desk'] }, /refused: good\.so is not signed[^|]*(?= \|)/],
  ['a segfault in a call', did('crash'), /crashed \(segmentation fault\) while listing courses/],
  ['a segfault in a thread of its own', did('crash-in-thread'), /crashed \(segmentation fault\) while listing courses/],
  ['a segfault while it is unloaded', { ...did('crash-at-unload'), library: 'unloaded.so' },
    /^running; the one before crashed \(segmentation fault\) while being unloaded \| 1 course$/],
  ['abort() in a call', did('abort'), /crashed \(aborted\) while listing courses/],
  ['exit() in a call', did('exit'), /left by itself \(exit code 7\) while listing courses/],
  ['an infinite loop', did('loop'), /hung while listing courses: no answer within 10 s/],
  ['sleeps for ever', did('sleep'), /hung while listing courses: no answer within 10 s/],
  ['a fork bomb', did('fork-bomb'), ...denied('Operation not permitted', 'start a process')],
  ['a memory bomb', did('memory-bomb'), /^running; it used up the memory that it may have, 512 MiB \| 1 course$/, 'Cannot allocate memory'],
  ['leaks descriptors', did('open-files'), /^running; it used up the descriptors that it may have \| 1 course$/, 'Too many open files'],
  ['a stack overflow', did('stack-overflow'), /crashed \(segmentation fault\) while listing courses/],
  ['writes to descriptors that it does not own', did('scribble'), /sent what is no frame of the protocol while listing courses/],
  ['kills its parent', did('kill-parent'), ...denied('Operation not permitted', 'send a signal')],
  ['opens a socket', did('socket'), ...denied('Operation not permitted', 'open a connection of its own')],
  ['runs a program', did('run-program'), ...denied('Operation not permitted', 'start a process')],
  ['floods the log', did('flood'), /^running; it flooded the log \(lines dropped: many\) \| 1 course$/, 'done'],
  ['answers garbage', did('garbage'), /^running \| 0 courses, 1 refused$/],
  ['answers too late', did('late'), /hung while listing courses: no answer within 10 s/],
  ['answers twice', did('twice'), /answered what nobody asked while listing courses/, , 'ingest'],
  ['tells a course twice', { library: 'faulty.so', settings: { fault: 'same-id' } }, /^running \|.*refused/],
  ['answers after the call was cancelled', did('endless-package'), /hung while fetching a package: no answer within 10 s/, , 'submit'],
  ['a million records in one answer', did('million'), /^running \| .*its page has more than 1000 courses/],
  ['a record of 100 MB', did('giant'), /^running \| 0 courses, 1 refused$/],
  ['an exception through the C boundary', did('throw'), /crashed \(aborted\) while listing courses/],
  ['closes its connection', did('close-socket'), /closed its connection while listing courses/],
  ['sends half an answer and sleeps', did('half-a-frame'), /hung while listing courses: no answer within 10 s/],
  ['ignores every signal', did('ignore-signals'), /hung while listing courses: no answer within 10 s/],
  ['returns from a segfault to it', did('crash-over-and-over'), /hung while listing courses: no answer within 10 s/],
  ['keeps a processor busy after it answered', did('idle-work'), /kept processors busy for 10 s while nothing was asked of it/],
  ['calls the host out of turn, on another thread', did('out-of-turn'), /^running \| 1 course$/, 'done'],
  ['raises its own limits', did('change-limits'), ...denied('Operation not permitted', 'change its limits')],
  ['asks for 100 GB at once', did('100-gb'), ...denied('Cannot allocate memory')],
  ['makes 10,000 threads', did('10000-threads'), /started more than 256 threads while listing courses/],
  ['prints a line without an end', did('endless-line'), /^running; it flooded the log \(lines dropped: many\) \| 1 course$/, 'done'],
  ['a catalogue of empty pages without an end', did('empty-pages'), /^running \| 0 courses \| it does not end; .*/],
  ['declares a schema of 10 MB', did('declare-10-mb'), /could not start: its schema of the settings cannot be used: it has \d+ bytes \(limit 65536\)/],
  ['its file is replaced while it runs', { library: 'replaced.so' }, /^running \| 1 course$/, '2'],
  ['its file is replaced by one that does not load', { library: 'spoilt.so' },
    /^running; the new version of its file is not in force: crashed \(aborted\) while being loaded \| 1 course$/, '1'],
].map(([fault, config, says, title, poke]) => ({ id: fault.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/-$/, ''), fault, config, says, title, poke }));

const calm = 'good'; // with nothing wrong
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-nuisances-'));
after(() => fs.rmSync(scratch, { recursive: true, force: true }));
// In place of what is there, at one moment.
function put(file, library) {
  fs.copyFileSync(path.join(HAAT_PLUGINS, library), path.join(scratch, 'next'));
  fs.renameSync(path.join(scratch, 'next'), path.join(scratch, file));
}

function configure(extra = [], some = faults) {
  const library = (name) => path.join(fs.existsSync(path.join(scratch, name)) ? scratch : HAAT_PLUGINS, name);
  const providers = [
    { id: calm, library: library('good.so') },
    ...some.map(({ id, config }) => ({ id, settings: {}, ...config, library: library(config.library) })),
    ...extra,
  ];
  const file = path.join(scratch, 'providers.json');
  fs.writeFileSync(file, JSON.stringify({ providers }));
  return file;
}

const homeOf = (who) => ({ PATH: process.env.PATH, HAAT_HOME: path.join(scratch, who), HAAT_PASSPHRASE: 'a horse, a kingdom' });

function haat(who, words, input = '') {
  const env = homeOf(who);
  return new Promise((resolve, reject) => {
    const child = spawn(HAAT, words, { cwd: scratch, detached: true, env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (piece) => { out += piece; });
    child.stderr.on('data', (piece) => { err += piece; });
    child.on('close', (status) => (status === 0 ? resolve(out) : reject(new Error(`haat ${words.join(' ')}: ${status} ${out}${err}`))));
    child.stdin.on('error', () => {}).end(input); // on a busy machine it may have ended before; its status says how
  });
}

// Asks until told to stop, and keeps what went wrong.
function client(ask) {
  const seen = { requests: 0, errors: [], slowest: 0 };
  let on = true;
  const ended = (async () => {
    while (on) {
      const began = performance.now();
      await ask().catch((error) => seen.errors.push(String(error)));
      seen.requests += 1;
      seen.slowest = Math.max(seen.slowest, performance.now() - began);
      await pause(20);
    }
  })();
  return { seen, stop: () => { on = false; return ended; } };
}

// Each on a connection of its own: one that is kept may be closed while this program waits for the processor.
function ask(url, token, method = 'GET', body = '') {
  const headers = { ...(token && { Authorization: `Bearer ${token}` }), ...(body && { 'Content-Type': 'application/json' }), 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (piece) => { text += piece; });
      answer.on('error', reject);
      answer.on('end', () => (answer.statusCode < 300 ? resolve(JSON.parse(text)) : reject(new Error(`${answer.statusCode} ${text}`))));
    });
    request.on('error', (error) => reject(new Error(`${method} ${url}: ${error}`)));
    request.end(body);
  });
}

const many = (text) => text.replace(/lines dropped: \d+/g, 'lines dropped: many');

// As it is told, without what differs from run to run.
function inWords(one) {
  const sentence = many(one.sentence).replace(/^running since [-0-9T:Z]+/, 'running').replace(/; trying again in .*/, '');
  const courses = `${one.courses} course${one.courses === 1 ? '' : 's'}` + (one.ingest?.refused ? `, ${one.ingest.refused} refused` : '');
  return `${one.state === 'running' ? '' : `${one.state}: `}${sentence} | ${courses}${one.ingest?.trouble ? ` | ${one.ingest.trouble}` : ''}`;
}

// What is no fault may take longer than a call's ten seconds on a busy machine; it is done again.
const slow = /; the one before hung while listing courses: no answer within 10 s(?=;| \|)/;

function children(parent) {
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      const [, , fields] = /^(\d+) \(.*\) (.*)$/s.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
      return Number(fields.split(' ')[1]) === parent ? [Number(pid)] : [];
    } catch {
      return []; // it has ended in between
    }
  });
}

// What the page says of faults and sentences; how many requests there were differs from run to run.
const promised = (text) => text.split('\n').filter((line) => line.startsWith('| ')).map((line) => line.split(' | ').slice(0, 2).join(' | '));

function tableOf(told, errors) {
  const rows = faults.map(({ id, fault, title }) => {
    const { words, requests, failed, row } = told.get(id);
    const says = words.replace(/ \| /g, '; ').replaceAll(HAAT_PLUGINS + path.sep, '');
    return `| ${fault} | ${says}${title && title.length > 4 ? `; it was told: ${title}` : ''}${row ? `; row ${row.row}, ${row.field}: ${row.reason}` : ''} | ${requests} | ${failed} |`;
  });
  return `# What becomes of a server with a faulty provider

One \`haat-server\` with all of these, beside a provider with nothing wrong, while others read the catalogue, publish packages and
ask how providers fare. One after another is added by SIGHUP, and all stay: what crashes or hangs is started again and does it again. The
sentences are those of \`GET /api/v1/providers\` and \`haat provider list\`, and of a refused row those of
\`haat provider rows\`; *requests of others* are those that were made from the moment that the
fault was added, or its file replaced, until its sentence was looked at. What the kernel denies to a plugin, the plugin is told, and where it was an attempt to get
out (a process, a signal, a connection, another limit) the host hears of it, too.

| what the provider does | what the list of providers says of it | requests of others | failed |
|---|---|---|---|
${rows.join('\n')}

In the whole run ${errors} requests of others failed. The provider with nothing wrong ran throughout.

What a terminal shows then:

![haat provider list, with a row for each of these providers and what is the matter with it](faults.svg)

Two providers with one id are refused before the server starts: there are two providers "good", and which files they are.

This page and its picture are made by \`UPDATE=1 ctest -R provider.nuisances\`; without, the test holds it to be current, but for the numbers.
`;
}

test('a server with every faulty provider answers every request', async (t) => {
  for (const file of ['replaced.so', 'spoilt.so']) put(file, 'edition_1.so');
  put('unloaded.so', 'nuisance.so');
  const data = path.join(scratch, 'data');
  const server = await startServer(data, '--providers', configure([], []), '--max-upload', '20000000');
  t.after(() => server.child.removeAllListeners('exit').kill('SIGKILL'));
  const api = `${server.url}/api/v1`;
  const admin = fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim();
  const clients = [
    client(() => ask(`${api}/courses?q=first`)),
    client(() => ask(`${api}/courses`)),
    client(() => ask(`${api}/providers`, admin)),
    client(() => ask(`${api}/providers/good/courses`, admin)),
    client(() => ask(`${server.url}/ready`)),
  ];
  const requests = () => clients.reduce((sum, { seen }) => sum + seen.requests, 0);
  const errors = () => clients.flatMap(({ seen }) => seen.errors);
  t.after(() => Promise.all(clients.map((one) => one.stop())));
  await haat('admin', ['login', server.url], `${admin}\n`);
  const asha = (await haat('admin', ['partner', 'add', 'asha', '--namespace', 'org.example'])).trim();
  const { token: cura } = await ask(`${api}/accounts`, admin, 'POST', JSON.stringify({ name: 'cura', role: 'curator' }));
  await haat('asha', ['login', server.url], `${asha}\n`);
  await haat('asha', ['key', 'new', 'asha']);
  await haat('asha', ['key', 'register']);
  await haat('asha', ['new', 'course']);
  const course = { ...JSON.parse(fs.readFileSync(path.join(scratch, 'course/course.json'), 'utf8')), id: 'org.example.course' };
  let edition = 0;
  async function publish() {
    edition += 1;
    fs.writeFileSync(path.join(scratch, 'course/course.json'), JSON.stringify({ ...course, version: `1.0.${edition}` }));
    const zip = `course-${edition}.zip`;
    await haat('asha', ['pack', 'course', '--output', zip]);
    await haat('asha', ['sign', zip]);
    await haat('asha', ['publish', zip]);
  }
  clients.push(client(publish));

  const successors = new Map([['replaced.so', 'edition_2.so'], ['spoilt.so', 'abort_at_load.so'], ['unloaded.so', 'nuisance.so']]);
  const since = new Map(); // what others had seen when the fault was added, or its file replaced
  const begins = (id) => since.set(id, { requests: requests(), failed: errors().length });
  const told = new Map();
  const poked = new Set();
  let now = [];
  const find = (id) => now.find((one) => one.id === id);
  async function look() {
    now = (await ask(`${api}/providers`, admin)).providers;
    for (const { id, config, says, poke } of faults.filter((one) => find(one.id) && !told.has(one.id))) {
      const successor = successors.get(config.library);
      if (successor && find(id).state === 'running') {
        put(config.library, successor);
        successors.delete(config.library);
        begins(id);
      }
      if (successor) continue;
      if (poke && find(id).ingest && !poked.has(id)) {
        poked.add(id);
        const refused = ask(`${api}/providers/${id}/${poke === 'submit' ? 'courses/1/submit' : poke}`, cura, 'POST',
          poke === 'submit' ? JSON.stringify({ course_id: 'org.example.endless', version: '1.0.0', competencies: [{ id: 'COMSUBTHEME-000002', level: 1 }] }) : '');
        if (poke === 'submit') refused.then(() => assert.fail('it took an endless package'), (error) => assert.match(String(error), /provider-|package-too-large/));
      }
      const words = inWords(find(id));
      const found = says.exec(words) ?? says.exec(words.replace(slow, ''));
      const [made, failed] = [requests() - since.get(id).requests, errors().length - since.get(id).failed];
      if (found && made >= load) told.set(id, { words: found[0], requests: made, failed });
    }
  }
  for (const [i, { id }] of faults.entries()) {
    begins(id);
    configure([], faults.slice(0, i + 1));
    server.child.kill('SIGHUP');
    await pause(200);
    await look();
  }
  for (const end = Date.now() + patience; Date.now() < end && told.size < faults.length; await pause(100)) await look();
  const missing = faults.filter(({ id }) => !told.has(id)).map(({ id }) => `${id}: ${inWords(find(id))}`);
  const lines = server.told().split('\n').filter((line) => line.includes('"message"') || /"status":5/.test(line));
  if (missing.length || errors().length) console.error([...errors(), ...lines.slice(-40)].join('\n'));
  assert.deepEqual(missing, [], 'what was not told');
  const list = await haat('admin', ['provider', 'list']);
  const drawn = await draw(`${HAAT} provider list`, { caption: 'haat provider list', columns: 190, env: homeOf('admin') });
  await Promise.all(clients.map((one) => one.stop()));
  t.diagnostic(`${requests()} requests, ${errors().length} failed, the slowest took ${Math.round(Math.max(...clients.map(({ seen }) => seen.slowest)))} ms`);
  assert.deepEqual(errors(), []);
  assert.ok(edition >= 2, `${edition} packages were published meanwhile`);

  assert.equal(`${find(calm).state} ${find(calm).restarts} ${find(calm).courses}`, 'running 0 2', 'the one with nothing wrong');
  for (const { id, title } of faults.filter((one) => one.title)) {
    const { courses } = await ask(`${api}/providers/${id}/courses`, admin);
    assert.equal(courses[0].title, title, id);
  }
  for (const { id } of faults.filter((one) => / \d+ refused$/.test(told.get(one.id).words)))
    [told.get(id).row] = (await ask(`${api}/providers/${id}/ingest/rows?verdict=refused`, admin)).rows;
  const listed = many(list).split('\n');
  for (const { id } of faults) {
    const [state, , trouble] = told.get(id).words.replaceAll(HAAT_PLUGINS + path.sep, '').split(' | ');
    const said = trouble?.replace(/^provider [^:]*: /, '') ?? state.replace(/^(running; |refused: )/, '');
    assert.ok(listed.some((line) => line.startsWith(`${id} `) && line.includes(said)), `haat provider list says of ${id}: ${said}\n${list}`);
  }
  const row = /^"2","course-0","refused","external_id","it is that of an earlier row, which counts"\r$/m;
  assert.match(await haat('admin', ['provider', 'rows', 'tells-a-course-twice', '--csv']), row);

  assert.deepEqual(drawn.lines.filter((line) => /^\S/.test(line)).map((line) => line.split(' ')[0]), ['PROVIDER', ...faults.map(({ id }) => id), calm].sort(), 'a terminal shows a row for each');
  assert.equal(drawn.wrapped, 0, 'no line is too long for it');

  const table = tableOf(told, errors().length);
  if (UPDATE) fs.writeFileSync(page, table);
  if (UPDATE) fs.writeFileSync(picture, drawn.svg);
  assert.deepEqual(promised(table), promised(fs.readFileSync(page, 'utf8')), 'FAULTS.md is not current: UPDATE=1 ctest -R provider.nuisances');

  const workers = children(server.child.pid);
  assert.ok(workers.length <= faults.length + 1, `${workers.length} processes`);
  assert.deepEqual(workers.flatMap(children), [], 'no worker has children');

  // All of them go, and the next one is served as if they had never been.
  configure([{ id: 'campus', library: path.join(HAAT_PLUGINS, 'faulty.so') }], []);
  server.child.kill('SIGHUP');
  for (const end = Date.now() + patience; Date.now() < end && !(find('campus')?.ingest && now.length === 2); await pause(100)) await look();
  assert.deepEqual(now.map(({ id, courses }) => [id, courses]), [['campus', 9], [calm, 2]]);
  assert.match(await haat('admin', ['provider', 'courses', 'campus']), /^course-1 .* no +yes$/m);
  assert.equal(await haat('admin', ['provider', 'launch', 'campus', 'course-1']), 'https://lms.example.org/course/1?from=haat\n');
  assert.equal(await server.stop(), 0, 'it ends in order');
  assert.deepEqual(workers.filter((pid) => fs.existsSync(`/proc/${pid}`)), [], 'and leaves nobody behind');
});

test('two providers of one id are refused before anything starts', () => {
  const file = configure([{ id: 'good', library: '/other/plugin.so' }]);
  const done = spawnSync(HAAT_SERVER, ['--data', path.join(scratch, 'twice'), '--listen', '127.0.0.1:0', '--providers', file], { encoding: 'utf8', timeout: 60_000 });
  assert.equal(done.status, 3);
  assert.match(done.stderr, /there are two providers "good": .*good\.so and \/other\/plugin\.so/);
});
