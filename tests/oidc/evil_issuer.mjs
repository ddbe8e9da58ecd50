// An OpenID provider that does what it is told to, and mostly wrong. What its token is like, the code says: a row of the test.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import http from 'node:http';

const url64 = (bytes) => Buffer.from(bytes).toString('base64url');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const keys = { rsa, small, elliptic, stranger };

const jwk = (pair, kid, alg) => ({ ...pair.publicKey.export({ format: 'jwk' }), kid, use: 'sig', ...(alg ? { alg } : {}) });
export const jwks = () => ({ keys: [jwk(rsa, 'rsa', 'RS256'), jwk(small, 'small', 'RS256'), jwk(elliptic, 'elliptic', 'ES256'), jwk(elliptic, 'mislabelled')] });

// A token as a row wants it.
export function tokenOf(row, { address, nonce }) {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: 'RS256', kid: 'rsa', typ: 'JWT', ...row.header };
  const claims = { iss: address, sub: 'asha', aud: 'haat', exp: now + 300, iat: now, nonce, ...row.claims?.(now) };
  for (const each of [header, claims]) for (const name of Object.keys(each)) if (each[name] === undefined) delete each[name];
  const signed = `${url64(JSON.stringify(header))}.${url64(row.payload ?? JSON.stringify(claims))}`;
  if (row.signature !== undefined) return `${signed}.${row.signature}`;
  if (row.hmac) return `${signed}.${createHmac('sha256', row.hmac()).update(signed).digest('base64url')}`;
  const key = row.key ?? rsa;
  return `${signed}.${url64(sign('sha256', Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'ieee-p1363' }))}`;
}

// `does` replaces answers by path: {'/jwks': (request, response) => ...}.
export async function startEvilIssuer({ does = {}, describes = () => ({}) } = {}) {
  const issuer = { row: {}, nonce: '', asked: {} };
  const server = http.createServer((request, response) => {
    const where = new URL(request.url, issuer.address).pathname;
    issuer.asked[where] = (issuer.asked[where] ?? 0) + 1;
    const json = (value, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(typeof value === 'string' ? value : JSON.stringify(value));
    request.resume();
    request.on('end', () => {
      if (does[where]) return does[where](request, response);
      if (where === '/.well-known/openid-configuration')
        return json({ issuer: issuer.address, authorization_endpoint: `${issuer.address}/auth`, token_endpoint: `${issuer.address}/token`, jwks_uri: `${issuer.address}/jwks`, ...describes(issuer.address) });
      if (where === '/jwks') return json(jwks());
      if (where === '/token') return issuer.row.answers ? issuer.row.answers(response) : json({ access_token: 'x', token_type: 'Bearer', id_token: tokenOf(issuer.row, issuer) });
      return json({}, 404);
    });
    response.on('error', () => {});
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer.address = `http://127.0.0.1:${server.address().port}`;
  issuer.stop = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return issuer;
}
