// A partner's system on a real socket, and the `haat` command that speaks to it through a provider. What it answers is a protocol's
// (oai-pmh.mjs and the others); how it fails is here, since they all fail alike.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

// ---- ways to fail: each takes the response in its own hands

const say = (status, type, body, headers = {}) => (response) => {
  response.writeHead(status, { 'Content-Type': type, ...headers });
  response.end(body);
};
export const json = (value, status = 200, headers) => say(status, 'application/json', JSON.stringify(value), headers);
export const xml = (text) => say(200, 'text/xml; charset=utf-8', text);
export const bytes = (buffer) => say(200, 'application/zip', buffer);
export const status = (code, headers) => say(code, 'text/plain', `status ${code}`, headers);
export const html = say(200, 'text/html', '<!DOCTYPE html><html><body>The service is being maintained<p></body></html>');
export const half = (response) => {
  response.writeHead(200, { 'Content-Length': 100_000 });
  response.write('{"half": [');
  setTimeout(() => response.destroy(), 20);
};
export const drip = (response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => clearInterval(timer));
};
export const endless = (response) => {
  response.writeHead(200);
  const piece = Buffer.alloc(1 << 16, ' ');
  const more = () => { while (!response.destroyed && response.write(piece)); };
  response.on('drain', more);
  more();
};

// ---- the partner

// `answer(request)` gives one of the above; `request` has method, path, query, body and headers.
export async function partner(answer) {
  const requests = [];
  let troubles = [];
  const server = http.createServer(async (incoming, response) => {
    let body = '';
    for await (const piece of incoming) body += piece;
    const url = new URL(incoming.url, 'http://partner');
    const request = { method: incoming.method, path: url.pathname, query: url.searchParams, body, headers: incoming.headers };
    requests.push(request);
    response.on('error', () => {});
    const trouble = troubles.find((one) => one.times > 0 && one.matches(request));
    if (trouble) trouble.times -= 1;
    (trouble ? trouble.act : answer(request))(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${server.address().port}`;
  return {
    host,
    url: `http://${host}`,
    requests,
    // What it does in place of an answer, so many times, to the requests that match.
    fails: (act, { times = Infinity, matches = () => true } = {}) => { troubles = [{ act, times, matches }]; },
    heals: () => { troubles = []; requests.length = 0; },
    close: () => { server.closeAllConnections(); server.close(); },
  };
}

// For a look at it by hand: node oai-pmh.mjs
export async function show(answer) {
  console.log(`listening on ${(await partner(answer)).url}`);
}

// ---- the command

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-partner-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

export function haat(...words) {
  const { HAAT_TOKEN, ...rest } = process.env;
  return new Promise((resolve) => {
    execFile(process.env.HAAT, words, { cwd: scratch, maxBuffer: 64 << 20, env: { ...rest, HAAT_HOME: path.join(scratch, 'home') } },
      (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr }));
  });
}

// A real package, for the partner to have.
export async function makePackage() {
  for (const words of [['new', 'course'], ['pack', 'course', '--output', 'course.zip']]) {
    const done = await haat(...words);
    assert.equal(done.code, 0, done.stderr);
  }
  return fs.readFileSync(path.join(scratch, 'course.zip'));
}

// A provider of ours with settings, allowed to reach these partners.
export function provider(name, settings, ...partners) {
  const library = path.join(process.env.HAAT_PROVIDERS, `${name}.so`);
  const words = ['--settings', JSON.stringify(settings), ...partners.flatMap((one) => ['--private-host', one.host])];
  // The error's sentence and code, and before it what was logged.
  const failed = (done) => ({ error: done.stderr.trim().split('\n').at(-1).replace(/^haat: /, ''), log: done.stderr });
  return {
    async list(cursor, ...more) {
      const done = await haat('provider', 'call', library, 'catalogue.list', ...(cursor ? [cursor] : []), ...words, ...more);
      return done.code === 0 ? { ...JSON.parse(done.stdout), log: done.stderr } : failed(done);
    },
    async changes(cursor = '') {
      const done = await haat('provider', 'call', library, 'delta.changes', ...(cursor ? [cursor] : []), ...words);
      return done.code === 0 ? { ...JSON.parse(done.stdout), log: done.stderr } : failed(done);
    },
    // Every page of it, to the last.
    async all() {
      const courses = [];
      for (let cursor = ''; cursor !== null;) {
        const page = await this.list(cursor);
        assert.equal(page.error, undefined, page.log);
        courses.push(...page.courses);
        cursor = page.next;
      }
      return courses;
    },
    async fetch(id) {
      const file = path.join(scratch, `fetched-${process.hrtime.bigint()}.zip`);
      const done = await haat('provider', 'call', library, 'content.fetch', id, '--output', file, ...words);
      return done.code === 0 ? { bytes: fs.readFileSync(file), log: done.stderr } : failed(done);
    },
    // One test of the kit, which makes all its calls in one worker.
    async passes(test) {
      const done = await haat('provider', 'check', library, '--test', test, ...words);
      assert.equal(done.code, 0, done.stdout);
    },
    async completions(cursor) {
      const done = await haat('provider', 'call', library, 'completions.list', ...(cursor ? [cursor] : []), ...words);
      return done.code === 0 ? { ...JSON.parse(done.stdout), log: done.stderr } : failed(done);
    },
    // How the partner's system fares, in one sentence.
    async health() {
      const done = await haat('provider', 'call', library, 'health.check', ...words);
      return done.code === 0 ? JSON.parse(done.stdout) : failed(done);
    },
    // The kit's seed, and what it says of each test.
    async trial(...more) {
      const done = await haat('provider', 'check', library, '--json', ...words, ...more);
      const { seed, tests } = JSON.parse(done.stdout);
      return { seed, outcomes: tests.map(({ test, outcome, sentence }) => `${test}: ${outcome} ${sentence}`) };
    },
    // The conformance kit finds nothing, and skips nothing but the tests of what the provider does not bring: by how their names begin.
    // None of these hands over records, launches a course at its partner, or has settings by which its catalogue is empty (so that what was
    // there is told as gone) or huge.
    async conforms(without) {
      // One test makes some hundred calls, and a busy machine has no more than a part of a second for the partner.
      const done = await haat('provider', 'check', library, '--json', '--deadline', '120', ...words);
      const { tests } = JSON.parse(done.stdout);
      assert.deepEqual(tests.filter((test) => !['passed', 'skipped'].includes(test.outcome)), []);
      const names = (some) => some.map((test) => test.test);
      assert.deepEqual(names(tests.filter((test) => test.outcome === 'skipped')), names(tests).filter((name) => [...without, 'records', 'launch', 'list-of-nothing', 'delta-tells', 'huge-catalogue'].some((one) => name.startsWith(`${one}-`))));
      assert.equal(done.code, 0, done.stderr);
    },
  };
}

// ---- what every provider does about every partner

// `one` fails in all these ways, and in `more`: [name, act, the sentence as a pattern].
export async function survivesEverything(one, from, { format, more }) {
  const host = '127.0.0.1:\\d+';
  const expectations = [
    ['429 with seconds', status(429, { 'Retry-After': '120' }), `${host} has had too many requests \\(429\\); it answers again in 120 s \\[provider-system\\]`],
    ['503 with a date', status(503, { 'Retry-After': 'Wed, 21 Oct 2026 07:30:00 GMT', Date: 'Wed, 21 Oct 2026 07:28:00 GMT' }),
      `${host} answered 503; it answers again in 120 s \\[provider-system\\]`],
    ['429 without a word', status(429), `${host} has had too many requests \\(429\\) \\[provider-system\\]`],
    ['500', status(500), `${host} answered 500 \\[provider-system\\]`],
    ['418', status(418), `${host} answered 418, which makes no sense \\[provider-data\\]`],
    ['404', status(404), `${host} answered 404: is the address in the settings right\\? \\[provider-settings\\]`],
    ['a page of HTML with 200', html, `${host} answered with a page of HTML where ${format} is due \\[provider-data\\]`],
    ['half an answer', half, '127.0.0.1 broke off its answer \\[provider-system\\]'],
    ['an endless answer', endless, `${host} answered more than \\d+ bytes \\[provider-data\\]`],
    ['a slow drip', drip, '127.0.0.1 took too long to answer \\[provider-system\\]'],
    ['nothing', (response) => response.destroy(), '127.0.0.1 hung up without an answer \\[provider-system\\]'],
    ...more,
  ];
  for (const [name, act, sentence] of expectations) {
    one.fails(act);
    const page = await from.list();
    assert.match(page.error ?? `a page came: ${JSON.stringify(page)}`, new RegExp(`^provider on-trial: ${sentence}$`), name);
  }
  one.fails(status(503, { 'Retry-After': '1' }), { times: 1 });
  const page = await from.list();
  assert.equal(page.error, undefined, 'who asks for one second is given it');
  one.heals();
}
