// npm's oidc-provider, running, with people who sign in without a page.
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { generateKeyPairSync } from 'node:crypto';

const { Provider } = await import(pathToFileURL(path.join(process.env.HAAT_NPM_DIR, 'node_modules/oidc-provider/lib/index.js')));

const kinds = {
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  PS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: () => generateKeyPairSync('ed25519'),
};

export const secret = 'a secret & its = signs % too';

export async function startIssuer(algorithm, port = 0) {
  const server = http.createServer();
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  const key = { ...kinds[algorithm]().privateKey.export({ format: 'jwk' }), use: 'sig', alg: algorithm, kid: `${algorithm}-${Date.now()}` };
  const issuer = { address, who: 'asha-at-home', refuses: false, kid: key.kid };
  const provider = new Provider(address, {
    clients: [{
      client_id: 'haat', client_secret: secret, application_type: 'native', grant_types: ['authorization_code'],
      redirect_uris: ['http://127.0.0.1/signed-in', 'https://market.example/signed-in'],
      response_types: ['code'], id_token_signed_response_alg: algorithm, token_endpoint_auth_method: 'client_secret_basic',
    }],
    jwks: { keys: [key] },
    enabledJWA: { idTokenSigningAlgValues: [algorithm] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: 'admin@market.example', preferred_username: 'admin' }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['for a test'] },
    pkce: { required: () => true },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
  });
  provider.on('server_error', (_, error) => console.error(error));
  const serve = provider.callback();
  async function interact(request, response) {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (issuer.refuses) return provider.interactionFinished(request, response, { error: 'access_denied' });
    if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId: issuer.who } });
    const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope('openid');
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
  }
  server.on('request', (request, response) => {
    if (request.url.startsWith('/interaction/')) interact(request, response).catch((error) => response.writeHead(500).end(String(error)));
    else serve(request, response);
  });
  issuer.stop = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return issuer;
}
