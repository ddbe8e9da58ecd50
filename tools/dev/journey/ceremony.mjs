// Two people make the marketplace's TUF root, each with a key of their own, before its server runs: once for each data folder.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const holders = ['root-holder-1', 'root-holder-2'];

export function holdsCeremony(people, market) {
  const papers = path.join(people.data, 'root-ceremony');
  const first = path.join(papers, '1.root.json');
  if (fs.existsSync(first)) return first;
  console.log('\n# Before the marketplace opens, two people say offline which key its server may sign its catalogue with');
  const root = (name, words, says) => {
    people.steps += 1;
    const done = spawnSync(path.join(people.bin, 'haat-server'), ['root', ...words], { encoding: 'utf8', env: people.environment(name) });
    const line = `${name}$ haat-server root ${words.join(' ')}`;
    if (done.status !== 0 || !done.stdout.includes(says)) throw new Error(`${line}\n${done.stdout}${done.stderr}should have said ${says}`);
    console.log(line);
    return done.stdout;
  };
  fs.mkdirSync(papers, { recursive: true });
  const online = path.join(papers, 'online.pub');
  fs.writeFileSync(online, root('admin', ['online-key', '--data', market.folder], 'haat-ed25519'));
  const keys = holders.map((name) => {
    const file = path.join(papers, `${name}.pub`);
    fs.writeFileSync(file, people.does(name, ['key', 'new', name, '--no-passphrase']));
    return file;
  });
  root('admin', ['init', '--folder', papers, '--online-key', online, '--threshold', '2', ...keys], 'root 1 is drafted');
  for (const name of holders)
    root(name, ['sign', '--folder', papers, path.join(people.home(name), 'keys', `${name}.key`)], 'signed');
  root('admin', ['show', '--folder', papers], 'root 1 is complete');
  root('admin', ['install', '--folder', papers, '--data', market.folder], 'root 1 is installed');
  return first;
}
