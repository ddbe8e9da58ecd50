// The people of the story: each has a home with keys and a login, and types commands. Every command is judged.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { answersWithYes } from './assessment.mjs';

export class People {
  constructor(bin, data, market) {
    this.bin = bin;
    this.data = data;
    this.market = market;
    this.steps = 0;
    this.workshop = path.join(data, 'workshop');
    fs.mkdirSync(this.workshop, { recursive: true });
  }

  home(name) {
    return path.join(this.data, 'people', name);
  }

  environment(name, more = {}) {
    const { HAAT_SERVER, HAAT_TOKEN, HAAT_PASSPHRASE, ...rest } = process.env;
    return { ...rest, HAAT_HOME: this.home(name), ...more };
  }

  // "partner does: haat pack course". `expect` is the exit code and what the output has to hold.
  does(name, words, { code = 0, says = [], token, input, quiet = false } = {}) {
    this.steps += 1;
    const done = spawnSync(path.join(this.bin, 'haat'), words, {
      cwd: this.workshop,
      env: this.environment(name, token ? { HAAT_TOKEN: token } : {}),
      encoding: 'utf8',
      input: input ?? '',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const line = `${name}$ haat ${words.map((word) => (/^[\w./:@=+-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')}`;
    const told = `${done.stdout}${done.stderr}`;
    const missing = [says].flat().filter((text) => !(text instanceof RegExp ? text.test(told) : told.includes(text)));
    if (done.status !== code || missing.length > 0)
      throw new Error(`${line}\n${told}should have ended with ${code}${missing.map((text) => ` and said ${text}`).join('')}, ended with ${done.status ?? done.signal}`);
    if (!quiet) console.log(line);
    return done.stdout;
  }

  asks(name, words, how) {
    return JSON.parse(this.does(name, [...words, '--json'], how));
  }

  // Answers every item of the rubric that the machine has left open, with yes.
  judges(name, submission) {
    const file = `answers-${submission}.json`;
    const blank = this.does(name, ['assess', submission, '--blank']);
    fs.writeFileSync(path.join(this.workshop, file), answersWithYes(blank));
    this.does(name, ['assess', submission, '--answers', file], { says: 'of 100' });
  }

  // A demonstration account, made once; the token stays in the person's home.
  joins(name, account, ...words) {
    const kept = path.join(this.home(name), 'token');
    if (!fs.existsSync(kept)) {
      const token = this.does('admin', ['partner', 'add', account, ...words]).trim();
      fs.mkdirSync(this.home(name), { recursive: true });
      fs.writeFileSync(kept, `${token}\n`, { mode: 0o600 });
    }
    this.signsIn(name, fs.readFileSync(kept, 'utf8').trim());
  }

  signsIn(name, token) {
    this.does(name, ['login', this.market.url], { token, says: 'signed in' });
  }
}
