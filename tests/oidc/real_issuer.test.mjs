// People sign in at npm's oidc-provider: with the command, by the API as a console's page does, and in vain.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { newBrowser } from './browser.mjs';
import { startMarket } from './market.mjs';
import { secret, startIssuer } from './real_issuer.mjs';

let issuer, market;
before(async () => {
  issuer = await startIssuer('RS256');
  market = await startMarket(issuer.address, { secret, policy: { oidc_registration: true } });
  assert.equal((await haat('admin', ['login', market.url], { input: `${market.admin}\n` })).code, 0);
});
after(async () => {
  await market?.end();
  await issuer?.stop();
});

// Each in a home of their own. Whoever is sent to an address goes there with a browser.
function haat(who, words, { input = '', env = {}, browser = newBrowser() } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.env.HAAT, words, {
      cwd: market.scratch, detached: true, env: { PATH: process.env.PATH, HAAT_HOME: path.join(market.scratch, who), ...env },
    });
    let out = '', err = '', page;
    child.stdout.on('data', (piece) => { out += piece; });
    child.stderr.on('data', (piece) => {
      err += piece;
      const address = /^(http\S+)$/m.exec(err);
      if (address && !page) page = browser(address[1]).catch(reject);
    });
    child.stdin.on('error', () => {}).end(input);
    child.on('close', async (code) => resolve({ code, out, err, page: await page }));
  });
}
const says = (done, code, text) => {
  assert.equal(done.code, code, done.out + done.err);
  assert.ok((done.out + done.err).includes(text), done.out + done.err);
};
const oidc = (who, options = {}, ...more) => haat(who, ['login', market.url, '--oidc', ...more], options);

test('nobody gets an account by a name or an address of e-mail', async () => {
  issuer.who = 'stranger';
  const done = await oidc('stranger');
  says(done, 3, 'identity-unknown');
  assert.match(done.err, /subject stranger of the OpenID provider/);
  assert.equal(done.page.status, 200);
  assert.match(done.page.text, /close this window/);
  assert.ok(!fs.existsSync(path.join(market.scratch, 'stranger', 'login.json')), 'nothing is kept');
});

test('whom an admin links signs in, with a session that ends', async () => {
  says(await haat('admin', ['partner', 'add', 'asha', '--namespace', 'org.example']), 0, 'asha is a partner now');
  says(await haat('admin', ['account', 'link', 'asha', '--subject', 'asha-at-home']), 0, 'signs in as asha from now on');
  says(await haat('admin', ['account', 'link', 'admin', '--subject', 'asha-at-home']), 3, 'identity-linked');
  says(await haat('admin', ['account', 'link', 'nobody', '--subject', 'x']), 3, 'account-unknown');
  issuer.who = 'asha-at-home';
  says(await oidc('asha'), 0, 'as asha (partner, courses under org.example)');
  const { token } = JSON.parse(fs.readFileSync(path.join(market.scratch, 'asha', 'login.json')));
  const tokens = (await market.ask('GET', '/api/v1/tokens', { token })).json.tokens;
  assert.equal(tokens[0].name, 'session');
  assert.ok(Math.abs(new Date(tokens[0].expires_at) - Date.now() - 12 * 3600e3) < 60e3);
  says(await haat('admin', ['account', 'list']), 0, 'OpenID Connect');
  says(await haat('admin', ['account', 'show', 'asha']), 0, 'asha-at-home');
  says(await haat('asha', ['account', 'show', 'asha']), 3, 'role-not-allowed');
  says(await haat('asha', ['logout']), 0, 'signed out');
  assert.equal((await market.ask('GET', '/api/v1/me', { token })).code, 'token-revoked');
  says(await haat('asha', ['logout']), 0, 'nobody is signed in');
});

test('an invitation links once', async () => {
  says(await haat('admin', ['partner', 'add', 'meera', '--role', 'curator']), 0, 'meera is a curator now');
  const invitation = (await haat('admin', ['account', 'invite', 'meera'])).out.trim();
  assert.match(invitation, /^[0-9a-f]{64}$/);
  issuer.who = 'meera-at-home';
  says(await oidc('meera', { env: { HAAT_INVITATION: 'wrong' } }, '--invited'), 3, 'code-unknown');
  says(await oidc('meera', { env: { HAAT_INVITATION: invitation } }, '--invited'), 0, 'as meera (curator)');
  says(await oidc('meera'), 0, 'as meera (curator)');
  issuer.who = 'thief';
  says(await oidc('thief', { env: { HAAT_INVITATION: invitation } }, '--invited'), 3, 'code-unknown');
});

test('who is suspended, unlinked or turned away stays outside', async () => {
  issuer.who = 'meera-at-home';
  says(await haat('admin', ['account', 'suspend', 'meera']), 2, 'reason-missing');
  says(await haat('admin', ['account', 'suspend', 'meera', '--reason', 'Away']), 0, 'cannot sign in until');
  says(await haat('admin', ['account', 'list']), 0, 'suspended');
  says(await oidc('meera'), 3, 'account-suspended');
  says(await haat('meera', ['review', 'list']), 3, 'token-revoked');
  says(await haat('admin', ['account', 'resume', 'meera']), 0, 'can sign in again');
  says(await oidc('meera'), 0, 'as meera');
  const [linked] = JSON.parse((await haat('admin', ['account', 'show', 'meera', '--json'])).out).identities;
  says(await haat('admin', ['account', 'unlink', 'meera', linked.id]), 0, 'does not sign in as meera any more');
  says(await haat('meera', ['review', 'list']), 3, 'token-revoked');
  says(await oidc('meera'), 3, 'identity-unknown');
  issuer.refuses = true;
  says(await oidc('meera'), 3, 'sign-in-refused');
  issuer.refuses = false;
});

test('who asks to become a partner so waits, and signs in when approved', async () => {
  issuer.who = 'chitra-at-home';
  const ask = ['partner', 'register', 'chitra', '--namespace', 'org.third', '--about', 'Courses', '--contact', 'c@example.org', '--oidc', '--server', market.url];
  says(await haat('chitra', ask), 0, 'waits for the marketplace');
  says(await haat('chitra', ask), 3, 'registration-open');
  says(await oidc('chitra'), 3, 'registration-open');
  const [wish] = JSON.parse((await haat('admin', ['partner', 'requests', '--json'])).out).registrations;
  assert.equal(wish.subject, 'chitra-at-home');
  says(await haat('admin', ['partner', 'approve', wish.id]), 0, 'chitra is a partner now');
  says(await oidc('chitra'), 0, 'as chitra (partner, courses under org.third)');
});

// As a console's page does it: the redirect goes to the marketplace's own address.
async function byPage(change = {}) {
  const begun = (await market.ask('POST', '/api/v1/oidc/sign-ins', { body: { redirect_uri: 'https://market.example/signed-in' } })).json;
  const back = new URL((await newBrowser()(begun.address)).seen.at(-1)).searchParams;
  const body = { state: back.get('state'), code: back.get('code'), secret: begun.secret, iss: back.get('iss'), ...change };
  return { body, answer: await market.ask('POST', '/api/v1/oidc/sessions', { body }) };
}

test('a page signs in by the same two requests', async () => {
  issuer.who = 'asha-at-home';
  const { body, answer } = await byPage();
  assert.equal(answer.status, 201, answer.detail);
  assert.equal((await market.ask('GET', '/api/v1/me', { token: answer.json.token })).json.name, 'asha');
  assert.equal((await market.ask('POST', '/api/v1/oidc/sessions', { body })).code, 'sign-in-unknown', 'a state is good once');
  const replayed = await byPage({ code: body.code });
  assert.equal(replayed.answer.code, 'code-refused', 'and so is a code');
});

test('nothing that was secret is in the log', async () => {
  const log = market.told();
  for (const word of [secret, encodeURIComponent(secret), 'Basic ', 'eyJ']) assert.ok(!log.includes(word), word);
  const acts = await market.acts();
  for (const act of ['identity.linked', 'identity.unlinked', 'invitation.created', 'account.suspended', 'account.resumed', 'session.created', 'session.ended'])
    assert.ok(acts.includes(act), act);
});

for (const algorithm of ['PS256', 'ES256', 'EdDSA'])
  test(`a provider that signs with ${algorithm}`, async () => {
    const other = await startIssuer(algorithm);
    const place = await startMarket(other.address, { secret });
    try {
      assert.equal((await place.ask('POST', '/api/v1/accounts/admin/identities', { body: { subject: other.who }, token: place.admin })).status, 201);
      const begun = (await place.ask('POST', '/api/v1/oidc/sign-ins', { body: { redirect_uri: 'https://market.example/signed-in' } })).json;
      const back = new URL((await newBrowser()(begun.address)).seen.at(-1)).searchParams;
      const answer = await place.ask('POST', '/api/v1/oidc/sessions', { body: { state: begun.state, secret: begun.secret, code: back.get('code') } });
      assert.equal(answer.status, 201, answer.detail);
    } finally {
      await place.end();
      await other.stop();
    }
  });
