// What happens when something breaks: a worker is killed, the server is restarted, a course is previewed and left.
import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';

import { until } from './story.mjs';

export async function learnsOfFaults(people, market) {
  console.log('\n# The process in which the provider lives is killed; the marketplace goes on, and it comes back');
  const [worker] = market.workers();
  if (!worker) throw new Error('the server has no provider worker');
  process.kill(worker, 'SIGKILL');
  people.does('buyer', ['search'], { says: 'org.example.first-course' });
  await until('the worker coming back', () => {
    const provider = people.asks('curator', ['provider', 'list'], { quiet: true }).providers[0];
    return provider.state === 'running' && provider.restarts > 0;
  }, 15);
  people.does('curator', ['provider', 'courses', 'drop-folder'], { says: 'A dropped course' });

  console.log('\n# The server is stopped and started again: everything is still there');
  const before = people.asks('curator', ['review', 'list', '--state', 'all']).submissions.length;
  await market.stop();
  people.does('buyer', ['search'], { code: 3, says: 'does not answer' });
  await market.start(new URL(market.url).host);
  people.does('buyer', ['search'], { says: 'org.example.first-course' });
  const after = people.asks('curator', ['review', 'list', '--state', 'all']).submissions.length;
  if (after !== before) throw new Error(`there were ${before} submissions before the restart, and ${after} after it`);
  people.does('admin', ['audit'], { says: 'reject' });

  console.log('\n# A course is previewed in a browser');
  await previews(people);
}

async function previews(people) {
  const preview = spawn(path.join(people.bin, 'haat'), ['preview', 'first-course', '--port', '0', '--no-open'],
    { cwd: people.workshop, env: people.environment('partner'), stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = new Promise((done) => preview.on('exit', (code, signal) => done(signal ?? code)));
  try {
    const url = await new Promise((done, failed) => {
      readline.createInterface({ input: preview.stdout }).on('line', (line) => {
        const address = /http:\/\/\S+/.exec(line);
        if (address) done(address[0]);
      });
      exit.then((code) => failed(new Error(`haat preview ended with ${code}`)));
    });
    const page = await fetch(url);
    if (!page.ok || !(await page.text()).includes('<html')) throw new Error(`${url} answered ${page.status}`);
    console.log(`partner$ haat preview first-course --port 0 --no-open   (${url} answers)`);
  } finally {
    preview.kill('SIGINT');
  }
  const code = await exit;
  if (code !== 0) throw new Error(`haat preview should end cleanly on Ctrl-C, but ended with ${code}`);
}
