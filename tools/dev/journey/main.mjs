// The journey of a course, told by running it: tools/dev/run is the way in.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { holdsCeremony } from './ceremony.mjs';
import { corpusTravels } from './corpus.mjs';
import { curatorsSpendADay } from './curator.mjs';
import { learnsOfFaults } from './faults.mjs';
import { Marketplace } from './marketplace.mjs';
import { People } from './people.mjs';
import { fillsDropFolder, opensShop, publishesFirstCourse, takesInProvidersCourse } from './story.mjs';

const { values: options } = parseArgs({
  options: {
    bin: { type: 'string' },
    from: { type: 'string' },
    data: { type: 'string' },
    listen: { type: 'string' },
    once: { type: 'boolean', default: false },
  },
});

const bin = path.resolve(options.bin);
const temporary = options.once && !options.data;
const data = temporary
  ? fs.mkdtempSync(path.join(os.tmpdir(), 'haat-journey-'))
  : path.resolve(options.from, options.data ?? path.join(bin, '../../../data'));

const market = new Marketplace(bin, data);
const people = new People(bin, data, market);

function leave(code) {
  if (temporary) fs.rmSync(data, { recursive: true, force: true });
  process.exit(code);
}

async function once() {
  fillsDropFolder(people);
  holdsCeremony(people, market);
  await market.start(options.listen ?? '127.0.0.1:0');
  opensShop(people);
  publishesFirstCourse(people, { rejectFirst: true });
  await takesInProvidersCourse(people);
  await learnsOfFaults(people, market);
  corpusTravels(people);
  await curatorsSpendADay(people);
  await market.stop();
  console.log(`\nThe journey went well: ${people.steps} commands did what they should.`);
}

async function stay() {
  fillsDropFolder(people);
  const root = holdsCeremony(people, market);
  await market.start(options.listen ?? '127.0.0.1:8080');
  opensShop(people);
  publishesFirstCourse(people, { rejectFirst: false });
  await takesInProvidersCourse(people);
  const haat = path.relative(process.cwd(), path.join(bin, 'haat'));
  console.log(`
The marketplace is open: ${market.url}
  catalogue   ${market.url}/api/v1/courses
  console     ${market.url}/console/ (sign in with the administrator's token)
  for TUF     ${market.url}/api/v1/tuf/metadata and .../targets, from the root ${root}
  data        ${data} (kept; delete the folder to begin anew)

Be the curator, or the partner, in another terminal:
  export HAAT_HOME=${people.home('curator')}
  ${haat} review list
  export HAAT_HOME=${people.home('partner')}
  ${haat} status
The administrator's token: ${path.join(market.folder, 'admin.token')}

Ctrl-C closes it.`);
  await market.ended();
}

let leaving = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, async () => {
    if (leaving) return;
    leaving = true;
    await market.stop();
    console.log('\nThe marketplace is closed.');
    leave(options.once ? 130 : 0);
  });

try {
  await (options.once ? once() : stay());
  if (!leaving) leave(0);
} catch (problem) {
  console.error(`\nrun: ${problem.message}`);
  await market.stop();
  leave(1);
}
