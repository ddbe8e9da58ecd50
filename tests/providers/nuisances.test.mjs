// A server with every faulty provider at once, while clients read the catalogue and a partner publishes: nobody notices, and each
// fault is told in words. `node nuisances.test.mjs --show` prints the table.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, test } from 'node:test';

import { startServer } from '../running_server.mjs';

const { HAAT, HAAT_PLUGINS } = process.env;
const patience = 120_000; // for every fault to be told, beside whatever the machine does else

// What was configured, and what the list of providers says of it: its state and sentence, then what came of its catalogue.
const did = (deed) => ({ library: 'nuisance.so', settings: { deed } });
const faults = [
  ['segfault-at-load', { library: 'crash_at_load.so' }, /crashed \(segmentation fault\) while being loaded/],
  ['abort-at-load', { library: 'abort_at_load.so' }, /crashed \(aborted\) while being loaded/],
  ['exit-at-load', { library: 'exit_at_load.so' }, /left by itself \(exit code 7\) while being loaded/],
  ['hang-at-load', { library: 'hang_at_load.so' }, /hung while being loaded: no answer within 10 s/],
  ['missing-symbol', { library: 'missing_symbol.so' }, /refused.*it exports no haat_provider_entry/],
  ['other-abi', { library: 'other_abi.so' }, /refused.*was built for provider ABI 2, this host speaks 1/],
  ['no-library', { library: 'gone.so' }, /refused.*gone\.so does not exist/],
  ['segfault-in-call', did('crash'), /crashed \(segmentation fault\) while listing courses/],
  ['segfault-in-thread', did('crash-in-thread'), /crashed \(segmentation fault\) while listing courses/],
  ['segfault-at-unload', did('crash-at-unload'), /^running.*1 course/],
  ['abort-in-call', did('abort'), /crashed \(aborted\) while listing courses/],
  ['exit-in-call', did('exit'), /left by itself \(exit code 7\) while listing courses/],
  ['infinite-loop', did('loop'), /hung while listing courses: no answer within 10 s/],
  ['sleep', did('sleep'), /hung while listing courses: no answer within 10 s/],
  ['late', did('late'), /hung while listing courses: no answer within 10 s/],
  ['fork-bomb', did('fork-bomb'), /^running.*1 course/, 'Operation not permitted'],
  ['kill-parent', did('kill-parent'), /^running.*1 course/, 'Operation not permitted'],
  ['memory-bomb', did('memory-bomb'), /^running.*1 course/, 'Cannot allocate memory'],
  ['open-files', did('open-files'), /^running.*1 course/, 'Too many open files'],
  ['stack-overflow', did('stack-overflow'), /crashed \(segmentation fault\) while listing courses/],
  ['scribble', did('scribble'), /sent what is no frame of the protocol while listing courses/],
  ['flood', did('flood'), /^running.*1 course/, 'done'],
  ['garbage', did('garbage'), /running.*the title of its course 1 is no UTF-8/],
  ['giant-record', did('giant'), /running.*the title of its course 1 has 104857600 bytes \(limit 4096\)/],
  ['exception-through-c', did('throw'), /crashed \(aborted\) while listing courses/],
  ['course-twice', { library: 'faulty.so', settings: { fault: 'same-id' } }, /^running.*refused/],
];

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-nuisances-'));
after(() => fs.rmSync(scratch, { recursive: true, force: true }));
const replaced = path.join(scratch, 'replaced.so');

function configure(extra = []) {
  const library = (name) => path.join(HAAT_PLUGINS, name);
  const providers = [
    { id: 'good', library: library('good.so') },
    { id: 'replaced', library: replaced },
    ...faults.map(([id, { library: name, settings = {} }]) => ({ id, library: library(name), settings })),
    ...extra,
  ];
  const file = path.join(scratch, 'providers.json');
  fs.writeFileSync(file, JSON.stringify({ providers }));
  return file;
}

function haat(who, words, input = '') {
  const done = spawnSync(HAAT, words, {
    encoding: 'utf8', cwd: scratch, input, detached: true,
    env: { PATH: process.env.PATH, HAAT_HOME: path.join(scratch, who), HAAT_PASSPHRASE: 'a horse, a kingdom' },
  });
  assert.equal(done.status, 0, `haat ${words.join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

// Asks until told to stop, and keeps what went wrong.
function client(ask) {
  const seen = { requests: 0, errors: [], slowest: 0 };
  let on = true;
  const ended = (async () => {
    while (on) {
      const began = performance.now();
      try {
        await ask();
      } catch (error) {
        seen.errors.push(String(error));
      }
      seen.requests += 1;
      seen.slowest = Math.max(seen.slowest, performance.now() - began);
      await pause(20);
    }
  })();
  return { seen, stop: () => { on = false; return ended; } };
}

async function get(url, token) {
  const answer = await fetch(url, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
  const body = await answer.json();
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(body)}`);
  return body;
}

const inWords = (one) =>
  `${one.state}: ${one.sentence} | ${one.courses} course${one.courses === 1 ? '' : 's'}` +
  (one.ingest?.refused ? `, ${one.ingest.refused} refused` : '') + (one.ingest?.trouble ? ` | ${one.ingest.trouble}` : '');

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

test('a server with every faulty provider answers every request', async (t) => {
  fs.copyFileSync(path.join(HAAT_PLUGINS, 'good.so'), replaced);
  const data = path.join(scratch, 'data');
  const server = await startServer(data, '--providers', configure());
  t.after(() => server.child.removeAllListeners('exit').kill('SIGKILL'));
  const admin = fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim();
  haat('admin', ['login', server.url], `${admin}\n`);
  const asha = haat('admin', ['partner', 'add', 'asha', '--namespace', 'org.example']).trim();
  haat('asha', ['login', server.url], `${asha}\n`);
  haat('asha', ['key', 'new', 'asha']);
  haat('asha', ['key', 'register']);

  const clients = [
    client(() => get(`${server.url}/api/v1/courses?q=first`)),
    client(() => get(`${server.url}/api/v1/courses`)),
    client(() => get(`${server.url}/api/v1/providers`, admin)),
    client(() => get(`${server.url}/api/v1/providers/good/courses`, admin)),
  ];
  t.after(() => clients.forEach((one) => one.stop()));
  haat('asha', ['new', 'course']);
  const course = path.join(scratch, 'course/course.json');
  fs.writeFileSync(course, fs.readFileSync(course, 'utf8').replace(/"id": "[^"]+\.course"/, '"id": "org.example.course"'));
  haat('asha', ['pack', 'course']);
  haat('asha', ['sign', 'course.zip']);
  haat('asha', ['publish', 'course.zip']); // while they all do their worst
  fs.copyFileSync(path.join(HAAT_PLUGINS, 'misbehaving.so'), `${replaced}.new`);
  fs.renameSync(`${replaced}.new`, replaced);

  const told = new Map(); // the first sentence that is as it should be
  let now = [];
  for (const end = Date.now() + patience; Date.now() < end && told.size < faults.length; await pause(100)) {
    now = (await get(`${server.url}/api/v1/providers`, admin)).providers;
    for (const [id, , expected] of faults) {
      const words = inWords(now.find((one) => one.id === id));
      if (!told.has(id) && expected.test(words)) told.set(id, words);
    }
  }
  await Promise.all(clients.map((one) => one.stop()));
  const table = faults.map(([id]) => `${id.padEnd(20)} ${told.get(id) ?? `NOT TOLD: ${inWords(now.find((one) => one.id === id))}`}`);
  const requests = clients.reduce((sum, { seen }) => sum + seen.requests, 0);
  const errors = clients.flatMap(({ seen }) => seen.errors);
  const slowest = Math.max(...clients.map(({ seen }) => seen.slowest));
  const summary = `${requests} requests, ${errors.length} errors, the slowest took ${Math.round(slowest)} ms`;
  for (const line of [...table, summary]) t.diagnostic(line);
  if (process.argv.includes('--show') || process.env.SHOW) console.log([...table, summary].join('\n'));

  assert.deepEqual(errors, []);
  assert.deepEqual(faults.filter(([id]) => !told.has(id)).map(([id]) => id), []);
  for (const id of ['good', 'replaced']) {
    const one = now.find((each) => each.id === id);
    assert.equal(`${one.state} ${one.restarts} ${one.courses}`, 'running 0 2', id);
  }
  for (const [id, , , title] of faults.filter(([, , , denied]) => denied)) {
    const { courses } = await get(`${server.url}/api/v1/providers/${id}/courses`, admin);
    assert.equal(courses[0].title, title, id);
  }
  const row = /^"2","course-0","refused","external_id","it is that of an earlier row, which counts"\r$/m;
  assert.match(haat('admin', ['provider', 'rows', 'course-twice', '--csv']), row);
  assert.match(haat('admin', ['provider', 'rows', 'course-twice', '--verdict', 'refused']), /^2 +course-0 +refused +external_id +it is/m);
  assert.match(haat('admin', ['provider', 'completions', 'course-twice']), /cert|plausible|unknown/);
  assert.match(haat('admin', ['provider', 'check-health', 'course-twice']), /^(ok|degraded): /);
  haat('admin', ['provider', 'ingest', 'course-twice']);

  const workers = children(server.child.pid);
  assert.ok(workers.length <= faults.length + 2, `${workers.length} processes`);
  assert.deepEqual(workers.flatMap(children), [], 'no worker has children');
  assert.equal(await server.stop(), 0, 'it ends in order');
  assert.deepEqual(workers.filter((pid) => fs.existsSync(`/proc/${pid}`)), [], 'and leaves nobody behind');
});

test('two providers of one id are refused before anything starts', () => {
  const file = configure([{ id: 'good', library: '/other/plugin.so' }]);
  const done = spawnSync(process.env.HAAT_SERVER, ['--data', path.join(scratch, 'twice'), '--listen', '127.0.0.1:0', '--providers', file], { encoding: 'utf8', timeout: 60_000 });
  assert.equal(done.status, 3);
  assert.match(done.stderr, /there are two providers "good": .*good\.so and \/other\/plugin\.so/);
});
