// The console in a browser, on a real server with real providers: how they fare, and their settings as a form.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { partner } from '../providers/partners/partner.mjs';
import * as moodle from '../providers/partners/moodle.mjs';
import { startServer } from '../running_server.mjs';
import { picture, violations, withPage } from './preview.mjs';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-console-'));
const tokens = {};
let server, campus;

const library = (name) => path.join(process.env.HAAT_PROVIDERS, `${name}.so`);
const plugin = (name) => path.join(process.env.HAAT_PLUGINS, `${name}.so`);

before(async () => {
  campus = await partner(moodle.moodle(Buffer.from('PK')));
  const hosts = [{ name: campus.host, private: true }];
  const file = path.join(scratch, 'providers.json');
  fs.writeFileSync(file, JSON.stringify({ providers: [
    { id: 'campus', library: library('moodle'), settings: { url: campus.url, token: moodle.token }, hosts },
    { id: 'lms', library: library('open-edx'), settings: { url: campus.url }, hosts },
    { id: 'diksha', library: library('sunbird'), settings: { url: campus.url, api_key: 'a-key' }, hosts },
    { id: 'plain', library: plugin('good'), settings: { colour: 'red' } },
    { id: 'crashing', library: plugin('crash_at_load') },
    { id: 'stranger', library: plugin('missing_symbol') },
    { id: 'aborting', library: plugin('nuisance'), settings: { deed: 'abort' } },
    { id: 'endless', library: plugin('nuisance'), settings: { deed: 'empty-pages' } },
  ] }));
  server = await startServer(path.join(scratch, 'data'), '--providers', file);
  tokens.admin = fs.readFileSync(path.join(scratch, 'data/admin.token'), 'utf8').trim();
  for (const [name, role] of [['asif', 'admin'], ['oona', 'auditor'], ['cura', 'curator']])
    tokens[name] = (await ask('accounts', { method: 'POST', body: { name, role } })).token;
});
after(async () => {
  campus?.close();
  await server?.stop();
  fs.rmSync(scratch, { recursive: true, force: true });
});

async function ask(what, { method = 'GET', body, token = tokens.admin } = {}) {
  const answer = await fetch(`${server.url}/api/v1/${what}`, {
    method, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${what}: ${answer.status} ${text}`);
  return text && JSON.parse(text);
}
const settingsOf = (id) => ask(`providers/${id}/settings`);

// A page of the console. Nothing that it did may have gone against its policy, or elsewhere.
async function withConsole(options, work) {
  await withPage(options, async (page) => {
    const said = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(`${server.url}/console`);
    await work(page);
    assert.deepEqual(page.problems, []);
    assert.deepEqual(page.outside, []);
    // That an answer was a refusal, Chromium says by itself.
    assert.deepEqual(said.filter((text) => !text.startsWith('Failed to load resource')), []);
    assert.deepEqual(await page.context().cookies(), []);
  });
}

async function signIn(page, token = tokens.admin) {
  await page.fill('#token', token);
  await page.keyboard.press('Enter');
  await page.waitForSelector('table');
}

async function open(page, id) {
  await page.click(`a[href="#/providers/${id}"]`);
  await page.waitForSelector('.settings form');
}
const field = (page, name) => page.locator(`[id="setting.${name}"]`);
const faultOf = (page, name) => page.locator(`[id="setting.${name}.fault"]`);
const status = (page, text) => page.waitForFunction((wanted) =>
  [...document.querySelectorAll('.actions [role=status]')].some((one) => one.textContent.includes(wanted)), text);
const answerDialog = (page, accept) => new Promise((resolve) => page.once('dialog', async (dialog) => {
  await (accept ? dialog.accept() : dialog.dismiss());
  resolve(dialog.message());
}));

// Presses Tab until the control has the focus: as somebody without a mouse gets there.
async function tabTo(page, selector) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

test('one signs in with a token, which stays in the tab', async () => {
  await withConsole({}, async (page) => {
    assert.equal(await page.title(), 'Sign in – Console');
    await page.waitForFunction(() => document.activeElement.id === 'token');
    for (const wrong of ['haat_nothing', 'टोकन', 'two words']) {
      await page.fill('#token', wrong);
      await page.keyboard.press('Enter');
      await page.waitForSelector('#token-error:not(:empty)');
      assert.match(await page.textContent('#token-error'), /does not know this token, or it has expired/);
      assert.equal(await page.getAttribute('#token', 'aria-invalid'), 'true');
    }
    assert.deepEqual(await violations(page.mainFrame()), []);
    await picture(page, 'console-sign-in');
    await signIn(page);
    const kept = await page.evaluate(() => ({ session: { ...sessionStorage }, local: { ...localStorage } }));
    assert.deepEqual(kept, { session: { 'haat-console:token': tokens.admin }, local: {} });
    await page.reload();
    await page.waitForSelector('table'); // signed in still
    for (const nowhere of ['/courses', '/providers/%', '/providers/a/b']) {
      await page.evaluate((to) => { location.hash = to; }, nowhere);
      await page.waitForFunction(() => document.querySelector('h1').textContent === 'There is no such page');
    }
    await page.evaluate(() => { location.hash = ''; });
    await page.click('text=Sign out');
    await page.waitForSelector('#token');
    assert.deepEqual(await page.evaluate(() => ({ ...sessionStorage })), {});
  });
});

test('the list says how each provider fares, and keeps up with it', async () => {
  await withConsole({}, async (page) => {
    await signIn(page);
    const row = (id) => page.locator('tbody tr', { has: page.locator(`a[href="#/providers/${id}"]`) });
    await page.waitForFunction((within) => [...document.querySelectorAll('tbody tr')].some((one) => within.test(one.textContent)), /stranger.*refused.*exports no haat_provider_entry/);
    await page.waitForFunction(() => /Crashed \(segmentation fault\)/.test(document.querySelector('tbody').textContent));
    await page.waitForFunction(() => /The Moodle "Campus of health" answers/.test(document.querySelector('tbody').textContent));
    await page.waitForFunction((within) => [...document.querySelectorAll('tbody tr')].some((one) => within.test(one.textContent)), /aborting.*held back/);
    await page.waitForFunction((within) => [...document.querySelectorAll('tbody tr')].some((one) => within.test(one.textContent)), /endless.*It does not end/);
    assert.match(await row('endless').textContent(), /It does not tell how its partner fares/);
    await picture(page, 'console-providers');
    assert.deepEqual(await violations(page.mainFrame()), []);
    // What has not changed is not drawn anew: the focus stays, and so does what was selected.
    await page.focus('a[href="#/providers/campus"]');
    await page.evaluate(() => { document.activeElement.mark = true; });
    const before = await page.textContent('.as-of');
    await page.waitForFunction((last) => document.querySelector('.as-of').textContent !== last, before);
    assert.ok(await page.evaluate(() => document.activeElement.mark));
    // A server that does not answer leaves what was known.
    await page.context().setOffline(true);
    await page.waitForSelector('.note.bad');
    assert.match(await page.textContent('.head'), /does not answer.*What you see is from/);
    assert.equal(await page.locator('tbody tr').count(), 8);
    await page.context().setOffline(false);
    await page.waitForSelector('.note.bad', { state: 'detached' });
  });
});

test('settings are refused next to their field, and saved, with the keyboard alone', async () => {
  await withConsole({}, async (page) => {
    await signIn(page);
    await tabTo(page, 'a[href="#/providers/campus"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.settings form');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
    assert.equal(await page.title(), 'campus – Console');
    assert.equal(await field(page, 'url').inputValue(), campus.url);
    assert.doesNotMatch(await page.content(), new RegExp(moodle.token)); // a secret is nowhere in the page
    assert.match(await field(page, 'token').textContent(), /A value is set/);
    await tabTo(page, '[id="setting.url"]');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('ftp://campus.example');
    await tabTo(page, '[id="setting.category"]');
    await page.keyboard.type('0.5');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.matches('.note.bad')); // what is wrong is what one hears first
    assert.match(await page.textContent('.note.bad'), /not saved.*Address: This should be an address such as.*Category: This should be a whole number/);
    assert.equal(await field(page, 'url').getAttribute('aria-invalid'), 'true');
    assert.ok((await field(page, 'url').getAttribute('aria-describedby')).split(' ').includes('setting.url.fault'));
    assert.match(await faultOf(page, 'url').textContent(), /an address such as/);
    assert.equal(await faultOf(page, 'token').textContent(), '');
    assert.deepEqual(await violations(page.mainFrame()), []);
    await picture(page, 'console-refused');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter'); // from the list of faults to the field
    assert.equal(await page.evaluate(() => document.activeElement.id), 'setting.url');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(campus.url);
    await tabTo(page, '[id="setting.category"]');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('7');
    await tabTo(page, '[id="setting.completions"]');
    await page.keyboard.press('Space');
    await tabTo(page, '.primary');
    await page.keyboard.press('Enter');
    await status(page, 'Saved. The provider is running.');
    const kept = await settingsOf('campus');
    assert.deepEqual([kept.settings, kept.secrets, kept.source, kept.set_by],
      [{ url: campus.url, category: 7, completions: true }, ['token'], 'marketplace', 'admin']);
    assert.match(await page.textContent('.settings'), /Set here by admin/);
    // The secret is what it was: the partner takes it.
    await page.click('text=Ask now');
    await page.waitForFunction(() => /The partner was asked/.test(document.querySelector('.health').textContent));
    assert.match(await page.textContent('.health'), /well.*The Moodle "Campus of health" answers/);
    await picture(page, 'console-saved');
  });
});

test('a secret is replaced, or taken away, and never shown', async () => {
  await withConsole({}, async (page) => {
    await signIn(page);
    await open(page, 'diksha');
    await page.click('[aria-label="Replace Key"]');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'setting.api_key');
    assert.equal(await field(page, 'api_key').inputValue(), '');
    await page.keyboard.type('another-key');
    await page.click('[aria-label="Add to Mediums"]');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'setting.mediums.0');
    await page.keyboard.type('Hindi');
    await page.selectOption('[id="setting.search"]', '"composite"');
    await page.click('.primary');
    await status(page, 'Saved.');
    assert.deepEqual((await settingsOf('diksha')).settings, { url: campus.url, mediums: ['Hindi'], search: 'composite' });
    assert.doesNotMatch(await page.content(), /another-key/);
    await page.click('[aria-label="Remove Key"]');
    assert.match(await field(page, 'api_key').textContent(), /Will be removed when you save/);
    await picture(page, 'console-secret');
    assert.deepEqual(await violations(page.mainFrame()), []);
    await page.click('.primary');
    await status(page, 'Saved.');
    assert.deepEqual((await settingsOf('diksha')).secrets, []);
    const asked = answerDialog(page, true);
    await page.click('text=Back to the operator’s file');
    assert.match(await asked, /go back to those of the operator’s file/);
    await status(page, 'The operator’s file counts again.');
    const file = await settingsOf('diksha');
    assert.deepEqual([file.source, file.secrets], ['file', ['api_key']]);
  });
});

test('what the provider itself refuses is said, and nothing is changed', async () => {
  await withConsole({}, async (page) => {
    await signIn(page);
    await open(page, 'lms');
    await field(page, 'client_id').fill('haat'); // it also wants a secret, which the schema does not say
    await page.click('.primary');
    await page.waitForSelector('.note.bad');
    assert.match(await page.textContent('.note.bad'), /client_secret/);
    assert.equal(await field(page, 'client_id').inputValue(), 'haat');
    assert.deepEqual((await settingsOf('lms')).settings, { url: campus.url });
    await picture(page, 'console-provider-refuses');
    await answerDialogOnLeaving(page);
  });
});

// Unsaved changes outlive a refresh, and are not left by mistake.
async function answerDialogOnLeaving(page) {
  const stay = answerDialog(page, false);
  await page.click('.back a');
  assert.match(await stay, /not saved/);
  assert.equal(await field(page, 'client_id').inputValue(), 'haat');
  assert.match(page.url(), /#\/providers\/lms$/);
  const before = await page.textContent('.as-of');
  await page.waitForFunction((last) => document.querySelector('.as-of').textContent !== last, before);
  assert.equal(await field(page, 'client_id').inputValue(), 'haat');
  const leave = answerDialog(page, true);
  await page.click('.back a');
  await leave;
  await page.waitForSelector('table');
}

test('what the server refuses by a schema that is newer than the form is said next to the field', async () => {
  await withConsole({}, async (page) => {
    await page.route('**/diksha/settings-schema', (route) => route.fulfill({ json: { properties: { url: { type: 'string', title: 'Address' } } } }));
    await signIn(page);
    await open(page, 'diksha');
    await field(page, 'url').fill('nowhere');
    await page.click('.primary');
    await page.waitForSelector('.note.bad');
    assert.match(await faultOf(page, 'url').textContent(), /It should be an address such as/);
    assert.equal(await field(page, 'url').getAttribute('aria-invalid'), 'true');
    await field(page, 'url').fill(campus.url);
    assert.equal(await faultOf(page, 'url').textContent(), '');
  });
});

test('a schema that costs any time to judge, or to draw, holds up nobody', async () => {
  const tree = { type: 'object', properties: Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz'].map((name) => [name, { $ref: '#/$defs/tree' }])) };
  const schema = { $defs: { tree }, properties: { url: { type: 'string', title: 'Address', pattern: '^(h+)+$' }, tree: { $ref: '#/$defs/tree' } } };
  await withConsole({}, async (page) => {
    await page.route('**/diksha/settings-schema', (route) => route.fulfill({ json: schema }));
    await signIn(page);
    await open(page, 'diksha');
    assert.equal(await page.locator('.settings textarea[id="setting.tree"]').count(), 1, 'members of members of members are JSON');
    await field(page, 'url').fill('h'.repeat(60) + '!');
    await page.click('.primary');
    await status(page, 'Saving');
    await field(page, 'url').focus(); // the page is not held up
    await page.waitForSelector('.note.bad');
    assert.match(await faultOf(page, 'url').textContent(), /It should be an address such as/, 'the server judges');
    await field(page, 'url').fill(campus.url);
    await page.waitForFunction(() => document.getElementById('setting.url.fault').textContent === '');
  });
});

test('of two who change the same settings, the second is asked', async () => {
  await withConsole({}, async (page) => {
    await signIn(page);
    await open(page, 'lms');
    await field(page, 'organization').fill('Mine');
    await ask('providers/lms/settings', { method: 'PUT', body: { settings: { url: campus.url, organization: 'Theirs' } }, token: tokens.asif });
    await page.click('.primary');
    await page.waitForSelector('text=Somebody else changed these settings meanwhile: asif');
    assert.equal((await settingsOf('lms')).settings.organization, 'Theirs');
    await picture(page, 'console-newer');
    assert.deepEqual(await violations(page.mainFrame()), []);
    await page.click('text=Keep mine, to save again');
    await page.click('.primary');
    await status(page, 'Saved.');
    assert.equal((await settingsOf('lms')).settings.organization, 'Mine');
  });
});

test('a provider without a schema has its settings as JSON, and what it has keeps hidden', async () => {
  await withConsole({}, async (page) => {
    await signIn(page);
    await open(page, 'plain');
    assert.match(await page.textContent('.settings'), /does not say which settings it takes/);
    assert.match(await field(page, 'colour').textContent(), /colour.*A value is set/);
    await page.fill('textarea', '{"size": ');
    await page.click('.primary');
    await page.waitForSelector('.note.bad');
    await page.fill('textarea', '{"size": [1, 2]}');
    await page.click('.primary');
    await status(page, 'Saved.');
    assert.deepEqual((await settingsOf('plain')).secrets.sort(), ['colour', 'size']);
    assert.deepEqual(await violations(page.mainFrame()), []);
    await picture(page, 'console-json');
  });
});

test('who may not change the settings is told so: an auditor sees them, a curator does not', async () => {
  await withConsole({}, async (page) => {
    await signIn(page, tokens.oona);
    await open(page, 'campus');
    assert.match(await page.textContent('.settings'), /Only an administrator may change the settings. You are signed in as oona, auditor/);
    assert.equal(await field(page, 'url').inputValue(), campus.url);
    assert.ok(await field(page, 'url').isDisabled());
    assert.equal(await page.locator('main button:visible').count(), 0);
    assert.deepEqual(await violations(page.mainFrame()), []);
    await picture(page, 'console-auditor');
    await page.click('text=Sign out');
    await page.fill('#token', tokens.cura);
    await page.keyboard.press('Enter'); // on the page where the other was
    await page.waitForSelector('text=Only administrators and auditors may see the settings. You are signed in as cura, curator.');
    assert.match(await page.textContent('.health'), /running/);
    assert.equal(await page.locator('.settings input').count(), 0);
    assert.deepEqual(await violations(page.mainFrame()), []);
  });
});

test('a token that ends takes nothing with it that was typed', async () => {
  const made = await ask('tokens', { method: 'POST', body: { name: 'console' } });
  await withConsole({}, async (page) => {
    await signIn(page, made.token);
    await open(page, 'lms');
    await field(page, 'organization').fill('Half typed');
    await ask(`tokens/${made.access.id}`, { method: 'DELETE' });
    await page.waitForSelector('#token');
    assert.match(await page.textContent('main:not([hidden])'), /what you have not saved is still there/);
    await page.fill('#token', tokens.admin);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.settings form >> visible=true');
    assert.equal(await field(page, 'organization').inputValue(), 'Half typed');
  });
});

for (const [name, options] of Object.entries({
  narrow: { viewport: { width: 390, height: 844 }, locale: 'hi-IN' },
  dark: { colorScheme: 'dark', locale: 'hi-IN' },
}))
  test(`all of it is in Hindi, too: ${name}`, async () => {
    await withConsole(options, async (page) => {
      const looksWell = async (what) => {
        assert.deepEqual(await violations(page.mainFrame()), []);
        const { wide, room } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, room: innerWidth }));
        assert.ok(wide <= room, `${what} is ${wide} wide`);
        await picture(page, `console-${what}-${name}`);
      };
      assert.equal(await page.getAttribute('html', 'lang'), 'hi');
      assert.equal(await page.textContent('h1'), 'साइन इन करें');
      await looksWell('sign-in');
      await signIn(page);
      await looksWell('providers');
      await open(page, 'diksha');
      await field(page, 'url').fill('');
      await page.click('[aria-label="Mediums में जोड़ें"]');
      await page.click('.primary');
      await page.waitForSelector('.note.bad');
      assert.match(await faultOf(page, 'mediums.0').textContent(), /यह खाली नहीं हो सकता।/);
      await looksWell('settings');
      await page.click('.switch [lang=en]');
      assert.match(await faultOf(page, 'mediums.0').textContent(), /This must not be empty/);
      assert.equal(await page.getAttribute('html', 'lang'), 'en');
      await answerDialogAndReload(page);
    });
  });

// The language that was chosen is the one of the next visit, too.
async function answerDialogAndReload(page) {
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await page.waitForSelector('h1');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
}
