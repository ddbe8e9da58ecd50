// What attackers write into every place that the API has for a text, and what each of them got: nothing. The places come from the
// OpenAPI document, so a new route is tried as soon as it is there. UPDATE=1 records marketplace-server/INJECTIONS.md.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, test } from 'node:test';

import { startServer } from '../running_server.mjs';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-injections-'));
const data = path.join(scratch, 'data');
const page = process.env.HAAT_INJECTIONS;
const patience = 30_000; // ms; a payload that sleeps would take twice as long, and an expression that explodes for ever
let server, admin, api;

// Each: a name, what it would do elsewhere, the text.
const payloads = [
  ['SQL, a quote', 'ends the statement early', "'"],
  ['SQL, always true', 'finds everything', "' OR '1'='1' --"],
  ['SQL, another statement', 'drops a table', "x'); DROP TABLE accounts; --"],
  ['SQL, a union', 'reads passwords', "' UNION SELECT password FROM accounts --"],
  ['SQL, sleeping', 'tells by its time', "'||(SELECT pg_sleep(60))||'"],
  ['SQL, wildcards', 'scans everything', '%%%%%%%%%%%%%%%%%%%%_'],
  ['search syntax', 'is an operator of the text index', '"a" NEAR("b" "c", 5) OR title:* AND NOT ('],
  ['a header', 'adds one to the answer', 'x\r\nX-Injected: yes\r\n\r\n<html>'],
  ['a line of the log', 'forges an entry', 'x\n{"at":"2026-01-01T00:00:00Z","message":"FORGED"}'],
  ['a terminal', 'moves the cursor of who reads it', '\u001b[2J\u001b[31mFORGED\u0007'],
  ['a path', 'leads out of the folder', '../../../../etc/passwd'],
  ['a path, encoded twice', 'leads out of the folder', '%2e%2e%2f%2e%2e%2fetc%2fpasswd'],
  ['a path of Windows', 'leads out of the folder', '..\\..\\windows\\win.ini'],
  ['NUL', 'cuts the text for C', 'a\u0000b'],
  ['markup', 'runs in who shows it', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['XML', 'reads a file', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
  ['a template', 'is evaluated', '{{7*7}}${7*7}<%=7*7%>#{7*7}'],
  ['a shell', 'runs a command', '$(sleep 60);`sleep 60`|sleep 60&'],
  ['a format', 'reads the stack', '%s%s%s%n%x'],
  ['a spreadsheet', 'is a formula', '=HYPERLINK("http://evil.example","x")'],
  ['JSON', 'adds members', '","role":"admin","x":"'],
  ['a prototype', 'changes every object', '__proto__'],
  ['an address inside', 'makes the server ask it', 'http://169.254.169.254/latest/meta-data/'],
  ['an expression', 'takes for ever', `${'a'.repeat(40)}!(((((a+)+)+)+)+)`],
  ['letters that are not seen', 'passes for another text', 'ad\u200bmin\u202e\ufeff'],
  ['half a character', 'is no text at all', Buffer.from([0x61, 0xc3, 0x28, 0xff])],
  ['very long', 'fills the memory', 'A'.repeat(7000)],
];
const percent = (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

function ask(method, target, { token = admin, body, headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const request = http.request(server.url + target, {
      method, agent: false, headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces).toString(), ms: performance.now() - begun }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

// The texts of a body's schema, by their path; what else it needs is filled in so that the text is reached.
function* textsOf(schema, at = []) {
  if (!schema) return;
  const types = [schema.type].flat();
  if (types.includes('string')) yield at;
  for (const [name, member] of Object.entries(schema.properties ?? {})) yield* textsOf(member, [...at, name]);
  if (types.includes('array')) yield* textsOf(schema.items, [...at, 0]);
}
function filled(schema) {
  const [type] = [schema?.type ?? 'object'].flat();
  if (schema?.enum) return schema.enum[0];
  if (type === 'object') return Object.fromEntries((schema?.required ?? []).map((name) => [name, filled(schema.properties[name])]));
  if (type === 'array') return schema.minItems ? [filled(schema.items)] : [];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return false;
  return 'aa';
}
function bodyWith(schema, at, text) {
  const body = filled(schema);
  let holder = body;
  at.forEach((name, i) => {
    if (i === at.length - 1) holder[name] = text;
    else holder = holder[name] ??= typeof at[i + 1] === 'number' ? [] : {};
  });
  const json = JSON.stringify(body);
  return Buffer.isBuffer(text) ? Buffer.from(json.replace(/\{"type":"Buffer","data":\[[^\]]*\]\}/, () => `"${text.toString('latin1')}"`), 'latin1') : json;
}

// Every place for a text, as a function from a text to a request. Streams without end and the metrics are not asked for.
function* places() {
  for (const [pattern, methods] of Object.entries(api.paths))
    for (const [method, route] of Object.entries(methods)) {
      const names = [...pattern.matchAll(/\{([^}]+)\}/g)].map((found) => found[1]);
      const target = (values) => pattern.replace(/\{([^}]+)\}/g, (_, name) => values[name] ?? 'aa');
      const verb = method.toUpperCase();
      const json = route.requestBody?.content['application/json']?.schema;
      const body = json && JSON.stringify(filled(json));
      for (const name of names) yield { pattern, verb, where: 'path', ask: (text) => ask(verb, target({ [name]: percent(text) }), { body }) };
      for (const parameter of route.parameters ?? []) {
        if (parameter.in === 'query') yield { pattern, verb, where: 'query', ask: (text) => ask(verb, `${target({})}?${parameter.name}=${percent(text)}`, { body }) };
      }
      if (json) for (const at of textsOf(json)) yield { pattern, verb, where: 'body', ask: (text) => ask(verb, target({}), { body: bodyWith(json, at, text) }) };
    }
}

before(async () => {
  server = await startServer(data, '--account-rate', '0');
  admin = fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim();
  api = JSON.parse((await ask('GET', '/api/v1/openapi.json')).body);
});
after(() => {
  server?.child.removeAllListeners('exit').kill();
  fs.rmSync(scratch, { recursive: true, force: true });
});

const sound = (answer, name) => {
  assert.ok(answer.status < 500 || answer.status === 503, `${name}: ${answer.status} ${answer.body}`);
  assert.ok(answer.ms < patience, `${name}: ${answer.ms} ms`);
  assert.equal(answer.headers['x-injected'], undefined, name);
  assert.equal(answer.headers['x-content-type-options'], 'nosniff', name);
  assert.ok(!answer.body.includes('root:x:0') && !answer.body.includes('$argon2id'), `${name}: ${answer.body}`);
  const type = answer.headers['content-type'] ?? '';
  if (type.includes('json') && answer.body) JSON.parse(answer.body);
  if (type.includes('html')) assert.ok(!answer.body.includes('<script>alert'), name);
  if (type.includes('xml') && answer.body) {
    const lint = spawnSync('xmllint', ['--nonet', '--noout', '-'], { input: answer.body, encoding: 'utf8' });
    assert.equal(lint.status, 0, `${name}: ${lint.stderr}\n${answer.body}`);
    assert.ok(!answer.body.includes('<script>'), name);
  }
};

test('every place of the API takes every text for a text', async () => {
  const rows = [];
  let asked = 0;
  const all = [...places()];
  assert.ok(all.length > 150, String(all.length));
  for (const [name, would, text] of payloads) {
    const got = { refused: 0, nothing: 0, taken: 0, places: 0 };
    for (const place of all) { // one after the other: what is throttled is throttled at the same places each time
      const answer = await place.ask(text).catch((error) => assert.fail(`${name} in ${place.where} of ${place.verb} ${place.pattern}: ${error}`));
      sound(answer, `${name} in the ${place.where} of ${place.verb} ${place.pattern}`);
      // Those are throttled by themselves, however many requests an account may make.
      assert.ok(answer.status !== 429 || /registrations|sessions|password/.test(place.pattern), `${place.pattern}: ${answer.body}`);
      ++got.places;
      ++asked;
      if (answer.status === 404 || answer.status === 405) ++got.nothing;
      else if (answer.status >= 400) ++got.refused;
      else ++got.taken;
    }
    rows.push([name, would, text, got]);
  }
  // Nothing else happened: the same people, a log of whole lines, whole chains, and an admin who is one.
  const me = JSON.parse((await ask('GET', '/api/v1/me')).body);
  assert.deepEqual([me.name, me.role], ['admin', 'admin']);
  const accounts = JSON.parse((await ask('GET', '/api/v1/accounts?limit=100')).body).accounts;
  assert.deepEqual(accounts.filter((each) => !/^[a-z0-9][a-z0-9._-]*$/.test(each.name)), []);
  assert.deepEqual(accounts.filter((each) => each.role === 'admin').map((each) => each.name).filter((each) => each !== 'admin' && each !== 'aa'), []);
  const told = () => server.told().split('\n').filter((line) => line.startsWith('{'));
  for (const end = Date.now() + patience; told().length < asked && Date.now() < end;) await pause(50); // it is written behind the answer
  const lines = told();
  for (const line of lines) assert.notEqual(JSON.parse(line).message, 'FORGED');
  assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f]/.test(server.told()), 'the log has no control characters');
  assert.ok(lines.length >= asked, `${lines.length} lines, ${asked} requests`);
  await server.stop();
  const whole = spawnSync(process.env.HAAT_SERVER, ['verify', data], { encoding: 'utf8' });
  assert.equal(whole.status, 0, whole.stdout + whole.stderr);

  const shown = (text) => `\`${(Buffer.isBuffer(text) ? text.toString('latin1') : text).slice(0, 60).replace(/[\u0000-\u001f\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).replaceAll('`', 'ˋ').replaceAll('|', '\\|')}\``;
  const table = `# What was written into every text of the API, and what it got

Recorded by \`UPDATE=1 ctest -R injections\`: a running server, every path, query and body member of its OpenAPI document that is a text, as an admin, who may do most. "Refused" says why, in a problem document;
"nothing" is an address or a name that is not there; "taken" is a text that was kept or looked for as it is. No answer was a server's error, got a header, a script, a file or a password; no line of the log was
forged; every answer in JSON and XML could be read; afterwards the chains of both logs were whole.

| what | elsewhere it | the text | places | refused | nothing | taken |
|---|---|---|---|---|---|---|
${rows.map(([name, would, text, got]) => `| ${name} | ${would} | ${shown(text)} | ${got.places} | ${got.refused} | ${got.nothing} | ${got.taken} |`).join('\n')}
`;
  if (process.env.UPDATE) fs.writeFileSync(page, table);
  assert.equal(fs.readFileSync(page, 'utf8'), table, 'UPDATE=1 ctest -R injections records it');
});
