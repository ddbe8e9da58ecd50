// A haat-server with a data folder of its own and one provider: a partner's drop folder.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';

export class Marketplace {
  constructor(bin, data) {
    this.bin = bin;
    this.folder = path.join(data, 'server');
    this.dropFolder = path.join(data, 'drop-folder');
    this.providers = path.join(data, 'providers.json');
    this.logFile = path.join(data, 'server.log');
    fs.mkdirSync(this.dropFolder, { recursive: true });
    if (!fs.existsSync(path.join(this.dropFolder, 'catalogue.json')))
      fs.writeFileSync(path.join(this.dropFolder, 'catalogue.json'), '[]\n');
    fs.writeFileSync(this.providers, JSON.stringify({
      providers: [{ id: 'drop-folder', library: 'folder.so', settings: { folder: this.dropFolder }, readable: [this.dropFolder] }],
    }, null, 2));
  }

  async start(listen) {
    const log = fs.openSync(this.logFile, 'a');
    this.server = spawn(path.join(this.bin, 'haat-server'),
      ['--data', this.folder, '--listen', listen, '--providers', this.providers],
      { stdio: ['ignore', 'pipe', log], detached: true });  // Ctrl-C is ours to pass on
    this.exit = new Promise((done) => this.server.on('exit', (code, signal) => done({ code, signal })));
    const line = await Promise.race([
      new Promise((done) => readline.createInterface({ input: this.server.stdout }).once('line', done)),
      this.exit.then(() => null),
    ]);
    const address = line && /listening on (\S+)/.exec(line);
    if (!address) throw new Error(`haat-server did not start:\n${fs.readFileSync(this.logFile, 'utf8').trim().split('\n').at(-1)}`);
    this.url = address[1];
    this.adminToken = fs.readFileSync(path.join(this.folder, 'admin.token'), 'utf8').trim();
  }

  async stop() {
    if (!this.server || this.server.exitCode !== null) return;
    this.server.kill('SIGTERM');
    const late = setTimeout(() => this.server.kill('SIGKILL'), 10_000);
    const { code, signal } = await this.exit;
    clearTimeout(late);
    if (code !== 0) console.error(`haat-server ended with ${signal ?? `code ${code}`}`);
  }

  async ended() {
    const { code, signal } = await this.exit;
    if (code !== 0) throw new Error(`haat-server ended with ${signal ?? `code ${code}`}; its log: ${this.logFile}`);
  }

  // The processes that run providers.
  workers() {
    const of = (pid) => fs.readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      fs.readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number));
    return of(this.server.pid);
  }
}
