// A marketplace with a provider to sign in at, and what the tests ask of it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { startServer } from '../running_server.mjs';

export async function startMarket(issuer, { secret = '', policy = {}, env = {} } = {}) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-oidc-'));
  const data = path.join(scratch, 'data');
  fs.writeFileSync(path.join(scratch, 'policy.json'), JSON.stringify(policy));
  Object.assign(process.env, env);
  if (secret) process.env.HAAT_OIDC_CLIENT_SECRET = secret;
  const server = await startServer(data, '--oidc-issuer', issuer, '--oidc-client-id', 'haat',
    '--policy', path.join(scratch, 'policy.json'), '--public-url', 'https://market.example');
  delete process.env.HAAT_OIDC_CLIENT_SECRET;
  const admin = fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim();

  async function ask(method, where, { body, token } = {}) {
    const answer = await fetch(server.url + where, {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const json = await answer.json();
    return { status: answer.status, json, code: json.type?.split('/').pop(), detail: json.detail };
  }
  return {
    url: server.url, data, scratch, admin, ask, told: server.told,
    // What was done, by the audit log.
    acts: async () => (await ask('GET', '/api/v1/audit?limit=200', { token: admin })).json.audit.map((row) => row.action),
    async end() {
      await server.stop();
      fs.rmSync(scratch, { recursive: true, force: true });
    },
  };
}
