// A day of the curators: what comes in is shared out, talked about, judged and scheduled, and what went wrong is undone.
import { publishes, until } from './story.mjs';

const courses = ['first-day', 'second-course', 'third-course'];
const shows = (people, course) => people.asks('buyer', ['search'], { quiet: true }).courses.find((one) => one.id === course);

export async function curatorsSpendADay(people) {
  console.log('\n# A day of the curators: three courses have come in over night');
  people.joins('second curator', 'ravi', '--role', 'curator');
  const [first, second, third] = courses.map((name) => {
    people.does('partner', ['new', name]);
    return publishes(people, name, `${name}.zip`);
  });
  people.does('curator', ['review', 'list'], { says: [first, second, third] });
  people.does('curator', ['review', 'assign', first, second, '--curator', 'meera'], { says: ['in review'] });
  people.does('curator', ['review', 'assign', third, '--curator', 'ravi'], { says: 'ravi' });
  people.does('second curator', ['review', 'list', '--mine'], { says: third });

  console.log('\n# A question, an answer, and a package that was mended');
  people.does('curator', ['review', 'request-changes', first, '--reason', 'Whom is it for?'], { says: 'changes requested' });
  people.does('curator', ['comment', first, 'The first page does not say it.'], { says: 'meera' });
  people.does('partner', ['status', first], { says: 'Whom is it for?' });
  people.does('partner', ['comment', first, 'For whoever is new; it is in the description.', '--reply-to', '1'], { says: 'example-institute' });
  people.does('partner', ['answer', first, '--reason', 'It is in the description.'], { says: 'in review' });

  console.log('\n# The rubric, question by question; what the machine has seen it answers itself');
  people.does('partner', ['assess', first, '--answer', 'course-introduced=yes'], { code: 1, says: 'unanswered' });
  people.does('curator', ['assess', first, '--ask'], { code: 1, input: 'y\ny\nq\n', says: ['67 items unanswered', 'answered by meera'] });
  people.does('curator', ['assess', first, '--ask'], { input: 'y\n'.repeat(100), says: 'Exemplary' });
  people.does('curator', ['assess', first, '--answer', 'free-of-abuse=no'], { says: 'no gate may fail' });
  people.does('curator', ['review', 'accept', first], { code: 3, says: 'gate-failed' });
  people.does('curator', ['assess', first, '--answer', 'free-of-abuse=yes'], { says: 'Exemplary' });
  people.judges('second curator', second);
  people.judges('second curator', third);

  console.log('\n# One goes live now, one at a time to come, one not at all');
  people.does('curator', ['review', 'accept', first, '--revision', '1'], { code: 3, says: 'submission-changed' });
  people.does('curator', ['review', 'accept', first], { says: 'live' });
  const soon = new Date(Date.now() + 5000).toISOString().replace(/\.\d+Z/, 'Z');
  people.does('curator', ['review', 'accept', second, '--at', soon], { says: ['accepted', 'not before'] });
  people.does('second curator', ['review', 'reject', third, '--reason', 'It is the first one again.'], { says: 'rejected' });
  await until('the second course going live', () => shows(people, 'org.example.second-course'), 60);

  console.log('\n# Somebody complains; a course is looked at, hidden, and taken down');
  people.does('partner', ['catalogue', 'flag', 'org.example.second-course', '--reason', 'The map is old.'], { says: 'flagged' });
  people.does('curator', ['review', 'list', '--state', 'flagged'], { says: second });
  people.does('curator', ['catalogue', 'clear', 'org.example.second-course', '--reason', 'It is the official one.'], { says: 'live' });
  people.does('curator', ['catalogue', 'unlist', 'org.example.first-day', '--reason', 'A new edition is coming.'], { says: 'unlisted' });
  people.does('curator', ['catalogue', 'list', 'org.example.first-day'], { says: 'live' });
  people.does('curator', ['scan', 'order', '--word', 'phishing', '--act', 'take-down', '--reason', 'The example turned out to be a real address.']);
  await until('the scan', () => people.asks('curator', ['scan', 'list'], { quiet: true }).scans[0].done, 60);
  const [scan] = people.asks('curator', ['scan', 'list'], { quiet: true }).scans;
  people.does('curator', ['scan', 'show', scan.id], { says: ['taken down', 'org.example.first-day'] });
  people.does('buyer', ['get', 'org.example.first-day', '--output', 'gone.zip'], { code: 3, says: 'course-taken-down' });
  people.does('buyer', ['log', 'audit'], { says: 'revoked in them' });
}
