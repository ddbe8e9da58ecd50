// An admin sets a provider's settings by the command; its secret is in none of what anybody is shown.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from '../running_server.mjs';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-settings-'));
const data = path.join(scratch, 'data');
const secret = 'told-to-nobody';
let server, shown = '';

function haat(words, input) {
  const ended = spawnSync(process.env.HAAT, ['provider', 'settings', 'acme', ...words], {
    input, encoding: 'utf8', cwd: scratch,
    env: { PATH: process.env.PATH, HAAT_HOME: scratch, HAAT_SERVER: server.url, HAAT_TOKEN: fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim() },
  });
  shown += ended.stdout + ended.stderr;
  return ended;
}

before(async () => {
  const file = path.join(scratch, 'providers.json');
  fs.writeFileSync(file, JSON.stringify({ providers: [{ id: 'acme', library: process.env.SETTLED, settings: { title: 'From the file' } }] }));
  server = await startServer(data, '--providers', file);
});
after(async () => {
  await server?.stop();
  fs.rmSync(scratch, { recursive: true, force: true });
});

test('settings are shown, set and reset', () => {
  const first = haat([]);
  assert.equal(first.stdout, 'SETTING  VALUE\ntitle    "From the file"\n');
  assert.equal(first.stderr, 'They are those of the operator\'s file.\n');

  const file = path.join(scratch, 'settings.json');
  fs.writeFileSync(file, JSON.stringify({ title: 'From the command', token: secret }));
  const set = haat(['--set', file]);
  assert.equal(set.stdout, 'SETTING  VALUE\ntitle    "From the command"\ntoken    (a secret)\n');
  assert.match(set.stderr, /^They were set by admin on \S+Z\.\n$/);
  const piped = haat(['--set', '-', '--json'], '{"title": "From a pipe"}');
  const told = JSON.parse(piped.stdout);
  assert.deepEqual([told.settings, told.secrets, told.source], [{ title: 'From a pipe' }, ['token'], 'marketplace']);

  const reset = haat(['--reset']);
  assert.equal(reset.status, 0, reset.stderr);
  assert.equal(reset.stdout, first.stdout);
});

test('what the provider refuses is said, and changes nothing', () => {
  const before = haat(['--json']).stdout;
  const refused = haat(['--set', '-'], '{"title": ""}');
  assert.equal(refused.status === 0, false);
  assert.match(refused.stderr, /provider acme: could not start: settings: \/title is wrong/);
  assert.match(haat(['--set', '-'], '[]').stderr, /standard input has to be a JSON object/);
  assert.match(haat(['--set', '-'], ' '.repeat(1_100_000)).stderr, /standard input has more than 1048576 bytes, which is the limit/);
  assert.match(haat(['--set', 'none.json']).stderr, /none\.json/);
  assert.match(haat(['--set', '-', '--reset']).stderr, /give either --set or --reset/);
  assert.equal(haat(['--json']).stdout, before);
});

test('nobody was shown the secret', () => {
  assert.ok(!(shown + server.told()).includes(secret));
});
