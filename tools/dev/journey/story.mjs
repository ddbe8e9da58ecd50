// From an empty marketplace to a course that a learner's institution can prove.
import fs from 'node:fs';
import path from 'node:path';

function changes(project, change) {
  const file = path.join(project, 'course.json');
  const course = JSON.parse(fs.readFileSync(file, 'utf8'));
  change(course);
  fs.writeFileSync(file, JSON.stringify(course, null, 2));
}

const live = (people, id) => people.asks('buyer', ['search'], { quiet: true }).courses.some((course) => course.id === id);

export function opensShop(people) {
  console.log('\n# The marketplace opens: an administrator, a partner, a curator, and somebody who wants courses');
  people.signsIn('admin', people.market.adminToken);
  people.joins('partner', 'example-institute', '--namespace', 'org.example');
  people.joins('curator', 'meera', '--role', 'curator');
  people.does('admin', ['partner', 'list'], { says: ['example-institute', 'meera'] });
  fs.mkdirSync(people.home('buyer'), { recursive: true });
  fs.writeFileSync(path.join(people.home('buyer'), 'login.json'), JSON.stringify({ server: people.market.url, token: '' }), { mode: 0o600 });
  if (!fs.existsSync(path.join(people.home('partner'), 'keys', 'institute.key')))
    people.does('partner', ['key', 'new', 'institute', '--no-passphrase']);
  people.does('partner', ['key', 'register', '--key', 'institute'], { says: 'yours' });
  people.does('partner', ['key', 'export', 'institute']);
}

// Packs, signs and hands in; the submission's id.
export function publishes(people, project, zip, version) {
  people.does('partner', ['pack', project, '--output', zip], { says: 'digest' });
  people.does('partner', ['check', zip]);
  people.does('partner', ['sign', zip, '--key', 'institute'], { says: version ?? 'signed' });
  return people.asks('partner', ['publish', zip]).id;
}

export function publishesFirstCourse(people, { rejectFirst }) {
  console.log('\n# The partner makes a course and publishes it');
  const course = path.join(people.workshop, 'first-course');
  const id = 'org.example.first-course';
  if (live(people, id)) return console.log('(it is live already)');
  fs.rmSync(course, { recursive: true, force: true });
  people.does('partner', ['new', 'first-course']);
  people.does('partner', ['check', 'first-course']);
  let submission = publishes(people, 'first-course', 'first-course.zip');
  people.does('partner', ['status', submission], { says: 'in review' });
  people.does('curator', ['review', 'list'], { says: submission });
  people.does('curator', ['review', 'show', submission, '--output', 'in-review.zip'], { says: id });
  if (rejectFirst) submission = isMended(people, course, submission);
  people.does('partner', ['review', 'accept', submission], { code: 3 });
  people.does('curator', ['review', 'accept', submission], { code: 3, says: 'assessment-missing' });
  people.judges('curator', submission);
  people.does('curator', ['review', 'accept', submission, '--reason', 'Good.'], { says: 'live' });
  people.does('partner', ['status', submission], { says: 'live' });

  console.log('\n# Anybody finds it, gets it and proves it');
  people.does('buyer', ['search', 'course'], { says: id });
  people.does('buyer', ['get', id, '--output', 'bought.zip'], { code: 4, says: 'NOT PROVEN' });
  people.does('buyer', ['trust', 'add', '--server', people.market.url, '--yes'], { says: 'trusted' });
  people.does('buyer', ['get', id, '--output', 'bought.zip'], { says: ['GENUINE', 'checked and released by'] });
  people.does('buyer', ['verify', 'bought.zip', '--log'], { says: ['GENUINE', 'in the log of'] });
  people.does('buyer', ['log', 'audit'], { says: ['CONSISTENT', 'the first visit'] });
  people.does('buyer', ['log', 'audit'], { says: ['CONSISTENT', '0 of them new'] });
  const bytes = fs.readFileSync(path.join(people.workshop, 'bought.zip'));
  const content = 30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);  // behind the first file's header and name
  bytes[content + 8] ^= 1;
  fs.writeFileSync(path.join(people.workshop, 'forged.zip'), bytes);
  people.does('buyer', ['verify', 'forged.zip'], { code: 1, says: 'CHANGED' });
}

function isMended(people, course, submission) {
  console.log('\n# The curator sends it back with a reason; the partner mends it');
  people.does('curator', ['review', 'reject', submission], { code: 2, says: 'reason-missing' });
  people.does('curator', ['review', 'reject', submission, '--reason', 'The description is too short.'], { says: 'rejected' });
  people.does('partner', ['status', submission], { says: ['rejected', 'The description is too short.'] });
  changes(course, (json) => {
    json.description = { ...json.description, en: 'What a phishing message looks like, and what to do when one comes.' };
  });
  return publishes(people, 'first-course', 'first-course.zip');
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Waits until `look` finds what it looks for.
export async function until(what, look, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(250)) {
    const found = look();
    if (found) return found;
  }
  throw new Error(`${what} did not happen within ${seconds} seconds`);
}

// Before the server starts: it reads the folder then, and once a minute.
export function fillsDropFolder(people) {
  const drop = people.market.dropFolder;
  if (fs.existsSync(path.join(drop, 'dropped.zip'))) return;
  console.log('\n# A partner who has no account drops a course and a list into a folder');
  people.does('partner', ['new', 'dropped']);
  changes(path.join(people.workshop, 'dropped'), (course) => { course.id = 'net.example.dropped'; });
  people.does('partner', ['pack', 'dropped', '--standard', 'scorm2004-4', '--output', path.join(drop, 'dropped.zip')]);
  const row = {
    external_id: 'dropped', title: 'A dropped course', description: 'It came by a folder.', language: 'en',
    duration: 'PT20M', version: '1.0.0', licence: 'CC-BY-4.0', package: 'dropped.zip',
  };
  fs.writeFileSync(path.join(drop, 'catalogue.next'), JSON.stringify([row], null, 2));
  fs.renameSync(path.join(drop, 'catalogue.next'), path.join(drop, 'catalogue.json'));
}

export async function takesInProvidersCourse(people) {
  console.log('\n# A provider is plugged in: what a partner drops into a folder can be taken in');
  const id = 'net.example.dropped';
  await until('the provider offering its course', () =>
    people.asks('curator', ['provider', 'courses', 'drop-folder'], { quiet: true }).courses.length > 0);
  people.does('curator', ['provider', 'list'], { says: ['drop-folder', 'running'] });
  people.does('curator', ['provider', 'courses', 'drop-folder'], { says: 'A dropped course' });
  if (live(people, id) || people.asks('curator', ['review', 'list'], { quiet: true }).submissions.some((one) => one.course === id))
    return console.log('(it is in the marketplace already)');
  const submission = people.asks('curator', ['provider', 'submit', 'drop-folder', 'dropped', '--id', id, '--competency', 'CID1:2']).id;
  people.does('curator', ['review', 'show', submission], { says: 'provider:drop-folder' });
}
