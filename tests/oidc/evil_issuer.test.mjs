// Whatever an OpenID provider, a browser or a stranger does wrong: one sentence, a code, and no session. The tables are the test;
// `node --test` with SHOW=1 prints what each got.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import zlib from 'node:zlib';

import { keys, startEvilIssuer } from './evil_issuer.mjs';
import { startMarket } from './market.mjs';

let issuer, market, began;
before(async () => {
  began = Date.now();
  issuer = await startEvilIssuer();
  market = await startMarket(issuer.address);
  const linked = await market.ask('POST', '/api/v1/accounts/admin/identities', { body: { subject: 'asha' }, token: market.admin });
  assert.equal(linked.status, 201, linked.detail);
});
after(async () => {
  await market?.end();
  await issuer?.stop();
});

const here = { redirect_uri: 'http://127.0.0.1:49152/signed-in' };
const sessions = async (place) => (await place.acts()).filter((act) => act === 'session.created').length;

async function begin(place, at) {
  const begun = await place.ask('POST', '/api/v1/oidc/sign-ins', { body: here });
  assert.equal(begun.status, 201, begun.detail);
  at.nonce = new URL(begun.json.address).searchParams.get('nonce');
  return begun.json;
}
async function signIn(row, place = market, at = issuer) {
  const begun = await begin(place, at);
  at.row = row;
  return place.ask('POST', '/api/v1/oidc/sessions', { body: { state: begun.state, secret: begun.secret, code: 'any', ...row.body?.(begun) } });
}
// The server waits for ten seconds. More than a minute would be for as long as the provider likes.
async function endsInTime(asks) {
  const started = Date.now();
  const answer = await asks();
  assert.ok(Date.now() - started < 60_000, `${Date.now() - started} ms`);
  return answer;
}
async function refuses(row, place, at) {
  const before = await sessions(place);
  const answer = await endsInTime(() => signIn(row, place, at));
  assert.equal(answer.code, row.code, answer.detail);
  assert.match(answer.detail, /^[^\n\u001b]{10,300}$/);
  assert.equal(answer.json.token, undefined);
  assert.equal(await sessions(place), before, 'nobody signed in');
  if (process.env.SHOW) console.log(`${row.what.padEnd(46)} ${answer.status} ${answer.code.padEnd(24)} ${answer.detail}`);
}

test('one that is right signs in', async () => {
  assert.equal((await signIn({})).status, 201);
  assert.equal((await signIn({ key: keys.elliptic, header: { alg: 'ES256', kid: 'elliptic' } })).status, 201);
  assert.equal((await signIn({ claims: () => ({ aud: ['haat', 'other'], azp: 'haat' }) })).status, 201);
  assert.equal((await signIn({ claims: (now) => ({ exp: now - 30, iat: now - 300 }) })).status, 201, 'clocks differ by a minute');
});

const pem = () => keys.rsa.publicKey.export({ type: 'spki', format: 'pem' });
const tokens = [
  { what: 'another nonce', claims: () => ({ nonce: 'of another' }), code: 'id-token-nonce' },
  { what: 'no nonce', claims: () => ({ nonce: undefined }), code: 'id-token-nonce' },
  { what: 'for another client', claims: () => ({ aud: 'other' }), code: 'id-token-audience' },
  { what: 'for nobody', claims: () => ({ aud: undefined }), code: 'id-token-audience' },
  { what: 'for two, and nobody says for whom', claims: () => ({ aud: ['haat', 'other'] }), code: 'id-token-audience' },
  { what: 'given to another', claims: () => ({ azp: 'other' }), code: 'id-token-audience' },
  { what: 'from another issuer', claims: () => ({ iss: 'https://other.example' }), code: 'id-token-issuer' },
  { what: 'expired', claims: (now) => ({ exp: now - 120, iat: now - 500 }), code: 'id-token-expired' },
  { what: 'without an end', claims: () => ({ exp: undefined }), code: 'id-token-unreadable' },
  { what: 'an end that is a text', claims: () => ({ exp: '9999999999' }), code: 'id-token-unreadable' },
  { what: 'not yet issued', claims: (now) => ({ iat: now + 300 }), code: 'id-token-early' },
  { what: 'not yet valid', claims: (now) => ({ nbf: now + 300 }), code: 'id-token-early' },
  { what: 'without a subject', claims: () => ({ sub: '' }), code: 'id-token-subject' },
  { what: 'a subject of 1,000 characters', claims: () => ({ sub: 'a'.repeat(1000) }), code: 'id-token-subject' },
  { what: 'alg none, unsigned', header: { alg: 'none' }, signature: '', code: 'id-token-algorithm' },
  { what: 'alg None', header: { alg: 'None' }, signature: '', code: 'id-token-algorithm' },
  { what: 'HS256 with the public key as secret', header: { alg: 'HS256' }, hmac: pem, code: 'id-token-algorithm' },
  { what: 'RS1', header: { alg: 'RS1' }, code: 'id-token-algorithm' },
  { what: 'signed by another key', key: keys.stranger, code: 'id-token-signature' },
  { what: 'no signature', signature: '', code: 'id-token-unreadable' },
  { what: 'a key that is not named', header: { kid: 'nobody' }, code: 'id-token-key-unknown' },
  { what: 'RS256 by the name of an elliptic key', header: { kid: 'elliptic' }, code: 'id-token-key-unknown' },
  { what: 'ES256 by the name of an RSA key', header: { alg: 'ES256', kid: 'rsa' }, code: 'id-token-key-unknown' },
  { what: 'an RSA key of 1,024 bits', key: keys.small, header: { kid: 'small' }, code: 'id-token-key-unknown' },
  { what: 'no key named where several fit', header: { kid: undefined }, key: keys.stranger, code: 'id-token-key-unknown' },
  { what: 'a key that it brings along', header: { kid: 'new', jwk: keys.stranger.publicKey.export({ format: 'jwk' }) }, key: keys.stranger, code: 'id-token-key-unknown' },
  { what: 'a critical extension', header: { crit: ['b64'], b64: false }, code: 'id-token-unreadable' },
  { what: 'compressed', header: { zip: 'DEF' }, payload: zlib.deflateRawSync(Buffer.alloc(10_000_000)), code: 'issuer-answer-invalid|id-token' },
  { what: 'an access token', header: { typ: 'at+jwt' }, code: 'id-token-unreadable' },
  { what: 'claims that are no JSON', payload: '{"iss":', code: 'id-token-unreadable' },
  { what: 'a claim twice', payload: '{"iss":"a","iss":"b"}', code: 'id-token-unreadable' },
  { what: 'no JWT', answers: (response) => response.end('{"id_token":"abc"}'), code: 'id-token-unreadable' },
  { what: 'a token of 20 kB', claims: () => ({ more: 'a'.repeat(20_000) }), code: 'id-token-too-large' },
  { what: 'a token of 1 MB', claims: () => ({ more: 'a'.repeat(1_000_000) }), code: 'issuer-unavailable' },
  { what: 'no ID token', answers: (response) => response.end('{"access_token":"x"}'), code: 'issuer-answer-invalid' },
  { what: 'no JSON', answers: (response) => response.end('<html>'), code: 'issuer-answer-invalid' },
  { what: 'a refused code', answers: (response) => response.writeHead(400).end('{"error":"invalid_grant"}'), code: 'code-refused' },
  { what: 'an error that is markup', answers: (response) => response.writeHead(400).end('{"error":"<script>\\u001b"}'), code: 'code-refused' },
  { what: 'a wrong client secret', answers: (response) => response.writeHead(401).end('{"error":"invalid_client"}'), code: 'issuer-refuses-server' },
  { what: 'broken', answers: (response) => response.writeHead(500).end(), code: 'issuer-unavailable' },
  { what: 'led to itself, for ever', answers: (response) => response.writeHead(307, { location: '/token' }).end(), code: 'issuer-unavailable' },
  { what: 'led elsewhere', answers: (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), code: 'issuer-unavailable' },
  { what: 'hung up', answers: (response) => response.destroy(), code: 'issuer-unavailable' },
];
test('tokens that are not what they have to be', async (t) => {
  for (const row of tokens) {
    if (row.what === 'compressed') row.code = 'id-token-unreadable';
    await t.test(row.what, () => refuses(row, market, issuer));
  }
});

test('keys are asked for again, and not again and again', async () => {
  const atMost = 2 + Math.floor((Date.now() - began) / 10_000);
  assert.ok(issuer.asked['/jwks'] <= atMost, `${issuer.asked['/jwks']} times, and ${atMost} at most`);
  assert.equal(issuer.asked['/.well-known/openid-configuration'], 1);
});

const others = [
  { what: 'a state that nobody began', body: () => ({ state: 'x' }), code: 'sign-in-unknown' },
  { what: 'a state of another browser', body: () => ({ secret: 'of another' }), code: 'sign-in-foreign' },
  { what: 'from another provider', body: () => ({ iss: 'https://other.example' }), code: 'issuer-mixed-up' },
  { what: 'an invitation that nobody gave', body: () => ({ invitation: 'x' }), code: 'code-unknown' },
  { what: 'a registration that the policy does not want', body: () => ({ registration: { name: 'x', namespace: 'org.x', about: 'x', contact: 'x' } }), code: 'registration-not-allowed' },
  { what: 'a code of 10,000 characters', body: () => ({ code: 'a'.repeat(10_000) }), code: 'json-schema' },
  { what: 'a subject that nobody linked', claims: () => ({ sub: 'mallory' }), code: 'identity-unknown' },
];
test('answers that are not of this browser', async (t) => {
  for (const row of others) await t.test(row.what, () => refuses(row, market, issuer));
  await t.test('whoever knows the state alone does not use it up', async () => {
    const begun = await begin(market, issuer);
    issuer.row = {};
    const body = { state: begun.state, code: 'any' };
    assert.equal((await market.ask('POST', '/api/v1/oidc/sessions', { body: { ...body, secret: 'guess' } })).code, 'sign-in-foreign');
    assert.equal((await market.ask('POST', '/api/v1/oidc/sessions', { body: { ...body, secret: begun.secret } })).status, 201);
    assert.equal((await market.ask('POST', '/api/v1/oidc/sessions', { body: { ...body, secret: begun.secret } })).code, 'sign-in-unknown');
  });
});

test('nobody is sent anywhere else afterwards', async () => {
  for (const redirect_uri of [
    'https://evil.example/signed-in', 'http://evil.example/signed-in', 'http://127.0.0.1.evil.example:80/signed-in', 'http://127.0.0.1:80@evil.example/signed-in',
    'http://127.0.0.1:80/signed-in?next=//evil.example', 'http://127.0.0.1:80/elsewhere', 'http://127.0.0.1/signed-in', 'http://127.0.0.1:0/signed-in',
    'http://127.0.0.1:080/signed-in', 'http://127.0.0.1:99999/signed-in', 'http://localhost:80/signed-in', 'http://[::1]:80#/signed-in', 'https://127.0.0.1:80/signed-in',
    'https://market.example/signed-in/../x', 'https://market.example.evil.example/signed-in', 'javascript:alert(1)//signed-in', '//evil.example/signed-in', '',
  ]) assert.equal((await market.ask('POST', '/api/v1/oidc/sign-ins', { body: { redirect_uri } })).code, 'redirect-not-allowed', redirect_uri);
  for (const redirect_uri of ['http://127.0.0.1:1/signed-in', 'http://[::1]:65535/signed-in', 'https://market.example/signed-in'])
    assert.equal((await market.ask('POST', '/api/v1/oidc/sign-ins', { body: { redirect_uri } })).status, 201, redirect_uri);
});

test('so many sign-ins are remembered, and no more', async () => {
  let answer;
  for (let i = 0; i < 60 && answer?.status !== 429; ++i) answer = await market.ask('POST', '/api/v1/oidc/sign-ins', { body: here });
  assert.equal(answer.code, 'sign-ins-too-many');
  assert.match(answer.detail, /50/);
});

const drip = (_, response) => {
  const timer = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(timer)).writeHead(200);
};
const flood = (_, response) => {
  const piece = Buffer.alloc(65536, ' ');
  let left = 100 * 1024 * 1024;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length;
      if (!response.write(piece)) return response.once('drain', more);
    }
    return response.end();
  };
  response.writeHead(200);
  more();
};
const description = '/.well-known/openid-configuration';
// At a provider of its own each; what fails when a sign-in is begun is `at: 'begin'`.
const providers = [
  { what: 'keys of 100 MB', does: { '/jwks': flood }, code: 'issuer-unavailable' },
  { what: 'keys that drip', does: { '/jwks': drip }, code: 'issuer-unavailable' },
  { what: 'keys behind a loop of redirects', does: { '/jwks': (_, response) => response.writeHead(302, { location: '/jwks' }).end() }, code: 'issuer-unavailable' },
  { what: 'keys that are none', does: { '/jwks': (_, response) => response.end('{"keys":"none"}') }, code: 'issuer-answer-invalid' },
  { what: '1,000 keys', does: { '/jwks': (_, response) => response.end(JSON.stringify({ keys: Array(1000).fill({ kty: 'RSA' }) })) }, code: 'issuer-answer-invalid' },
  { what: 'a key that makes no sense', does: { '/jwks': (_, response) => response.end(JSON.stringify({ keys: [{ kty: 'RSA', kid: 'rsa', n: '!!', e: 'AQAB' }] })) }, code: 'id-token-key-unknown' },
  { what: 'a description of 100 MB', does: { [description]: flood }, at: 'begin', code: 'issuer-unavailable' },
  { what: 'a description that drips', does: { [description]: drip }, at: 'begin', code: 'issuer-unavailable' },
  { what: 'a description elsewhere', does: { [description]: (_, response) => response.writeHead(302, { location: description }).end() }, at: 'begin', code: 'issuer-unavailable' },
  { what: 'a description of another', describes: () => ({ issuer: 'https://other.example' }), at: 'begin', code: 'issuer-answer-invalid' },
  { what: 'keys over http, elsewhere', describes: () => ({ jwks_uri: 'http://other.example/jwks' }), at: 'begin', code: 'issuer-answer-invalid' },
  { what: 'a page that is a script', describes: () => ({ authorization_endpoint: 'javascript:alert(1)' }), at: 'begin', code: 'issuer-answer-invalid' },
  { what: 'a file in place of tokens', describes: () => ({ token_endpoint: 'file:///etc/passwd' }), at: 'begin', code: 'issuer-answer-invalid' },
];
test('providers that are wrong as a whole', async (t) => {
  for (const row of providers)
    await t.test(row.what, async () => {
      const other = await startEvilIssuer(row);
      const place = await startMarket(other.address);
      try {
        if (row.at !== 'begin') return await refuses(row, place, other);
        const begin = () => place.ask('POST', '/api/v1/oidc/sign-ins', { body: here });
        const answer = await endsInTime(begin);
        assert.equal(answer.code, row.code, answer.detail);
        const told = Date.now();
        assert.equal((await begin()).code, row.code);
        if (row.code === 'issuer-unavailable' && Date.now() - told < 5_000)
          assert.equal(other.asked[description], 1, 'whoever comes next does not wait for it');
        if (process.env.SHOW) console.log(`${row.what.padEnd(46)} ${answer.status} ${answer.code.padEnd(24)} ${answer.detail}`);
        return undefined;
      } finally {
        await place.end();
        await other.stop();
      }
    });
});
