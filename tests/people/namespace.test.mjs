// How a partner proves that a namespace is its own, with a real name server and a web server of the partner's.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import dgram from 'node:dgram';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { startServer } from '../running_server.mjs';

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'haat-namespace-'));
const data = path.join(scratch, 'data');
const token = {};
let server, web, page, namePort, names, line;

// Below those that the system gives out, so that nobody has it when the name server is started again; it answers over TCP, too.
async function freePort() {
  for (;;) {
    const port = crypto.randomInt(10_000, 32_000);
    const socket = dgram.createSocket('udp4'), listener = net.createServer();
    try {
      await Promise.all([once(socket.bind(port, '127.0.0.1'), 'listening'), once(listener.listen(port, '127.0.0.1'), 'listening')]);
      return port;
    } catch { /* somebody has it */ } finally {
      socket.close(() => {});
      listener.close();
    }
  }
}

// dnsmasq, which knows of these records and nothing else.
async function nameServer(records) {
  if (names?.exitCode === null) { names.kill('SIGKILL'); await once(names, 'exit'); }
  names = undefined;
  if (!records) return;
  names = spawn('dnsmasq', ['--keep-in-foreground', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--log-facility=-', '--pid-file=',
    `--user=${os.userInfo().username}`, '--group=', `--port=${namePort}`, '--listen-address=127.0.0.1', '--bind-interfaces',
    '--local=/example/', '--local=/localhost/', ...records.map(([name, text]) => `--txt-record=${name},${text}`)],
  { stdio: ['ignore', 'ignore', 'pipe'] });
  names.stderr.setEncoding('utf8');
  let said = '';
  names.stderr.on('data', (text) => { said += text; });
  const ended = once(names, 'close').then(() => { throw new Error(`dnsmasq ended: ${said}`); });
  while (!said.includes('started')) await Promise.race([once(names.stderr, 'data'), ended]);
  ended.catch(() => {});
}

async function ask(who, method, target, body) {
  const answer = await fetch(server.url + target, {
    method, headers: { ...(who && { Authorization: `Bearer ${token[who]}` }), ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}
const prove = (who, partner = who) => ask(who, 'POST', `/api/v1/partners/${partner}/namespace/proof`);
const shown = async (partner) => (await ask(null, 'GET', `/api/v1/partners/${partner}/namespace`)).body;

before(async () => {
  web = http.createServer((request, response) => (page ?? ((_, r) => r.writeHead(404).end()))(request, response)).listen(0, '127.0.0.1');
  await once(web, 'listening');
  namePort = await freePort();
  const policy = path.join(scratch, 'policy.json');
  fs.writeFileSync(policy, JSON.stringify({ namespaces: { proved: true, name_servers: [`127.0.0.1:${namePort}`], hosts: [`campus.localhost:${web.address().port}`] } }));
  server = await startServer(data, '--policy', policy);
  token.admin = fs.readFileSync(path.join(data, 'admin.token'), 'utf8').trim();
  for (const [name, namespace] of [['asha', 'example.asha'], ['campus', 'localhost.campus'], ['alone', 'alone']])
    token[name] = (await ask('admin', 'POST', '/api/v1/accounts', { name, role: 'partner', namespace })).body.token;
  line = (await shown('asha')).line;
});
after(async () => {
  server?.child.removeAllListeners('exit').kill();
  await nameServer(null);
  web?.closeAllConnections();
  web?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
});

test('everybody can see what has to be said, and where', async () => {
  const claim = await shown('asha');
  assert.match(claim.line, /^haat-partner=[0-9a-f]{32}\/asha$/);
  assert.deepEqual({ ...claim, line: '' }, {
    partner: 'asha', namespace: 'example.asha', domain: 'asha.example', line: '', record: '_haat.asha.example',
    file: 'https://asha.example/.well-known/haat-partner', proof: null,
  });
  const none = await ask(null, 'GET', '/api/v1/partners/nobody/namespace');
  assert.deepEqual([none.status, none.body.type.split(/[:#\/]/).pop()], [404, 'partner-unknown']);
  const alone = await ask(null, 'GET', '/api/v1/partners/alone/namespace');
  assert.deepEqual([alone.status, alone.body.type.split(/[:#\/]/).pop()], [400, 'namespace-no-domain']);
});

test('a TXT record proves it; another partner\'s does not', async () => {
  await nameServer([['_haat.asha.example', line.replace('asha', 'mallory')], ['_haat.asha.example', 'v=spf1 -all']]);
  const wrong = await prove('asha');
  assert.equal(wrong.status, 503); // the domain has no web server at all, so not every place was asked
  assert.equal(wrong.body.type.split(/[:#\/]/).pop(), 'namespace-unreachable');
  assert.match(wrong.body.detail, /the TXT record of _haat\.asha\.example has "(haat-partner=[0-9a-f]{32}\/mallory|v=spf1 -all)" and 1 other; https:/);
  await nameServer([['_haat.asha.example', 'v=spf1 -all'], ['_haat.asha.example', line]]);
  const right = await prove('asha');
  assert.equal(right.status, 200, JSON.stringify(right.body));
  assert.equal(right.body.proof.place, 'dns');
  assert.deepEqual((await shown('asha')).proof, right.body.proof);
});

test('nobody proves for another, and a stranger nothing', async () => {
  assert.deepEqual([(await prove('campus', 'asha')).status, (await prove(null, 'asha')).status], [404, 401]);
});

test('a name server that is away takes no proof away', async () => {
  await nameServer(null);
  const away = await prove('asha');
  assert.deepEqual([away.status, away.body.type.split(/[:#\/]/).pop()], [503, 'namespace-unreachable']);
  assert.equal((await shown('asha')).proof.place, 'dns');
});

test('a file of the web server proves it, and its end is seen', async () => {
  await nameServer([]);
  const said = (await shown('campus')).line;
  const asked = [];
  const answers = {
    'is not there \\(404\\)': (_, r) => r.writeHead(404).end(),
    'has nothing': (_, r) => r.end(''),
    'has "<html>': (_, r) => r.end('<html>\n'),
    'answered 302': (_, r) => r.writeHead(302, { Location: '/elsewhere' }).end(),
    'more than': (_, r) => r.end('x'.repeat(70_000)),
  };
  for (const [sentence, answer] of Object.entries(answers)) {
    page = answer;
    const no = await prove('campus');
    assert.ok([409, 503].includes(no.status), JSON.stringify(no.body));
    assert.match(no.body.detail, new RegExp(sentence));
  }
  page = (request, response) => { asked.push(`${request.method} ${request.headers.host} ${request.url}`); response.end(`# ours\r\n${said}\r\n`); };
  const yes = await prove('campus');
  assert.equal(yes.status, 200, JSON.stringify(yes.body));
  assert.equal(yes.body.proof.place, 'well-known');
  assert.deepEqual(asked, [`GET campus.localhost:${web.address().port} /.well-known/haat-partner`]);
  page = (_, r) => r.end('');
  const gone = await prove('campus');
  assert.deepEqual([gone.status, gone.body.type.split(/[:#\/]/).pop()], [409, 'namespace-unproved']);
  assert.equal((await shown('campus')).proof, null);
  const log = await (await fetch(`${server.url}/api/v1/log/tile/entries/000.p/${(await (await fetch(`${server.url}/api/v1/log/checkpoint`)).text()).split('\n')[1]}`)).text();
  assert.ok(log.includes('"act":"namespace.proved","subject":"campus"') && log.includes('"act":"namespace.lapsed","subject":"campus"'), log);
});

test('the command says what to do, and does it', async () => {
  // Beside it the web server has to answer, so without waiting for the command.
  const haat = async (...words) => {
    const child = spawn(process.env.HAAT, [...words, '--server', server.url], {
      cwd: scratch, env: { PATH: process.env.PATH, HAAT_HOME: path.join(scratch, 'home'), HAAT_TOKEN: token.campus } });
    let out = '', err = '';
    child.stdout.on('data', (piece) => { out += piece; });
    child.stderr.on('data', (piece) => { err += piece; });
    const [code] = await once(child, 'close');
    return { code, out, err };
  };
  const how = await haat('partner', 'namespace', 'campus');
  assert.equal(how.code, 0, how.err);
  const said = (await shown('campus')).line;
  assert.equal(how.out, `Nothing proves yet that localhost.campus is campus's. Put this line\n\n  ${said}\n\ninto a TXT record of _haat.campus.localhost\n`
    + 'or into the file https://campus.localhost/.well-known/haat-partner,\nand then: haat partner prove campus\n');
  page = (_, response) => response.end(said);
  const proved = await haat('partner', 'prove', 'campus');
  assert.match(proved.out, /^localhost\.campus is campus's: its domain said so on 20\S+, by a file of its web server\.\n$/, proved.err);
  page = undefined;
  const not = await haat('partner', 'prove', 'campus');
  assert.deepEqual([not.code, not.out], [3, '']);
  assert.match(not.err, /namespace-unproved/);
});
