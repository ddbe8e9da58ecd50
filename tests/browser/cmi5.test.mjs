// A new course as cmi5: the units speak to the preview's platform as they would to any, and it refuses what cmi5 tells it to.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { calls, courseFrame, haat, picture, quiet, startPreview, violations, withPage } from './preview.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'haat-browser-'));
const course = path.join(folder, 'my-course');
const packed = path.join(folder, 'my-course.zip');
before(() => {
  execFileSync(haat, ['new', course], { stdio: 'ignore' });
  execFileSync(haat, ['pack', course, '--standard', 'cmi5', '--output', packed], { stdio: 'ignore' });
});
after(() => rmSync(folder, { recursive: true }));

const right = [['hurry', ['c']], ['signs', ['a', 'b', 'c']], ['language', ['b']], ['happened', ['a']]];

async function answer(frame, [id, choices]) {
  await frame.waitForSelector(`input[name=${id}]`);
  for (const choice of choices) await frame.click(`label[for=${id}-${choice}]`);
  await frame.click('button.primary');
  await frame.waitForSelector('.feedback');
  await frame.click('button.primary');
}

async function answerAllWrong(frame) {
  for (const [id] of right) {
    await frame.waitForSelector(`input[name=${id}]`);
    await frame.click('.choice:last-of-type label');
    await frame.click('button.primary');
    await frame.waitForSelector('.feedback');
    await frame.click('button.primary');
  }
  await frame.waitForSelector('.grade.wrong');
}

const report = (page) => page.evaluate(async () => (await fetch('/cmi5/events?after=0')).json());
const unit = async (page, name) => (await report(page)).units[`urn:haat:course:org.example.my-course:${name}`];
const until = (page, expected) => page.waitForFunction(async (wanted) => {
  const { units } = await (await fetch('/cmi5/events?after=0')).json();
  return Object.entries(wanted).every(([name, values]) => {
    const now = units[`urn:haat:course:org.example.my-course:${name}`];
    return now && Object.entries(values).every(([key, value]) => now[key] === value);
  });
}, expected);

// The statements that the platform took, in their order.
async function statements(page) {
  const { events } = await report(page);
  return events.filter((event) => ['LMS', 'PUT statements', 'POST statements'].includes(event.name) && event.error === '0')
    .flatMap((event) => [JSON.parse(event.told)].flat());
}
const word = (statement) => statement.verb.id.split('/').pop();
const words = async (page) => (await statements(page)).map(word).filter((one) => one !== 'progressed');

async function next(page, part) {
  await page.click('#next');
  return courseFrame(page, part);
}

test('learned from beginning to end: every statement is taken, and the course is satisfied', async () => {
  const preview = await startPreview(packed);
  await withPage({}, async (page) => {
    await page.goto(preview.address);
    let frame = await courseFrame(page, '/phishing/');
    await frame.click('button.finish');
    await frame.waitForSelector('.done:not([hidden])');
    await until(page, { phishing: { completed: true, passed: false, satisfied: true } });
    await page.waitForSelector('.unit.completed');
    await picture(page, 'cmi5-lesson');
    assert.deepEqual(await violations(frame), []);

    frame = await next(page, '/check-yourself/');
    for (const one of right.slice(0, 2)) await answer(frame, one);
    await frame.waitForSelector('input[name=language]');
    await quiet(page);
    await page.reload();
    frame = await courseFrame(page, '/check-yourself/');
    for (const one of right.slice(2)) await answer(frame, one);  // the third question, where the learner was
    await frame.waitForSelector('.grade.right');
    await until(page, { 'check-yourself': { completed: true, passed: true, score: 1, satisfied: true } });
    assert.equal((await report(page)).satisfied, true);
    await page.waitForSelector('.unit.passed');
    await picture(page, 'cmi5-result');
    assert.deepEqual(await violations(page.mainFrame()), []);

    assert.deepEqual(await words(page), [
      'launched', 'initialized', 'completed', 'terminated',
      'launched', 'initialized', 'answered', 'answered', 'terminated',
      'launched', 'initialized', 'answered', 'answered', 'completed', 'passed',
    ]);
    const all = await statements(page);
    const passed = all.find((one) => word(one) === 'passed');
    assert.deepEqual(passed.result.score, { scaled: 1, raw: 100, min: 0, max: 100 });
    assert.equal(passed.context.extensions['https://w3id.org/xapi/cmi5/context/extensions/masteryscore'], 0.75);
    assert.deepEqual(passed.context.contextActivities.category.map((one) => one.id.split('/').pop()), ['cmi5', 'moveon']);
    const answered = all.find((one) => word(one) === 'answered');
    assert.equal(answered.object.id, 'urn:haat:course:org.example.my-course:check-yourself:hurry');
    assert.equal(answered.result.response, 'c');
    assert.equal(new Set(all.map((one) => one.context.extensions['https://w3id.org/xapi/cmi5/context/extensions/sessionid'])).size, 3);
    const told = await calls(page);
    assert.deepEqual(told.filter((call) => call.wrong), [], 'nothing was refused');
    const saves = told.filter((call) => call.name === 'PUT activities/state').map((call) => call.detail);
    assert.deepEqual(saves.filter((one, i) => one === saves[i - 1]), [], 'nothing was saved twice');
    assert.deepEqual(page.outside, [], 'nothing was asked of another server');
    assert.deepEqual(page.problems, []);
  });
  await preview.stop();
});

test('a failure waits for the end of the session, since a pass may follow; completion is told once', async () => {
  const preview = await startPreview(course, '--standard', 'cmi5');
  await withPage({}, async (page) => {
    await page.goto(preview.address);
    await courseFrame(page, '/phishing/');
    let frame = await next(page, '/check-yourself/');
    await answerAllWrong(frame);
    await until(page, { 'check-yourself': { completed: true, failed: false } });
    await page.click('#previous');
    await courseFrame(page, '/phishing/');
    await until(page, { 'check-yourself': { failed: true, passed: false, satisfied: false } });

    frame = await next(page, '/check-yourself/');
    await frame.click('.card button');
    await answerAllWrong(frame);  // no better than before: nothing to tell
    await frame.click('.card button');
    for (const one of right) await answer(frame, one);
    await frame.waitForSelector('.grade.right');
    await until(page, { 'check-yourself': { passed: true, failed: false, satisfied: true } });
    assert.deepEqual((await words(page)).filter((one) => ['completed', 'passed', 'failed'].includes(one)), ['completed', 'failed', 'passed']);
    assert.deepEqual((await calls(page)).filter((call) => call.wrong), []);
  });
  await preview.stop();
});

test('what the platform could not take is said, tried again and kept', async () => {
  const preview = await startPreview(course, '--standard', 'cmi5');
  await withPage({}, async (page) => {
    await page.goto(preview.address);
    const frame = await courseFrame(page, '/phishing/');
    await frame.waitForSelector('button.finish:visible');
    await quiet(page);
    await page.route('**/cmi5/lrs/**', (route) => route.abort());
    await frame.click('button.finish');
    await frame.waitForSelector('.notice:not([hidden])');
    assert.match(await frame.textContent('.notice'), /could not be saved/);
    await page.unroute('**/cmi5/lrs/**');
    await frame.waitForFunction(() => document.querySelector('.notice').textContent.includes('saved again'));
    assert.equal((await unit(page, 'phishing')).completed, true);
  });
  await preview.stop();
});

test('a launch is good for one session: a page that is loaded again says so, and the way back leads out', async () => {
  const preview = await startPreview(course, '--standard', 'cmi5');
  await withPage({}, async (page) => {
    await page.goto(preview.address);
    let frame = await courseFrame(page, '/phishing/');
    await frame.waitForSelector('.way-back');
    await frame.evaluate(() => window.location.reload());
    await page.waitForTimeout(500);
    frame = await courseFrame(page, '/phishing/');
    await frame.waitForSelector('.notice:not([hidden])');
    assert.match(await frame.textContent('.notice'), /did not let this unit start/);

    await page.reload();
    frame = await courseFrame(page, '/phishing/');
    await frame.click('.way-back');
    await page.waitForFunction(() => /ended/.test(document.querySelector('#note').textContent));
    assert.equal((await words(page)).pop(), 'terminated');
  });
  await preview.stop();
});

test('a learner who only looks in tells nothing that satisfies', async () => {
  const preview = await startPreview(course, '--standard', 'cmi5');
  await withPage({}, async (page) => {
    await page.goto(`${preview.address}icon.svg`);
    const { address } = await page.evaluate(async () => (await fetch('/cmi5/launch', {
      method: 'POST', body: JSON.stringify({ unit: 'urn:haat:course:org.example.my-course:phishing', mode: 'Browse' }),
    })).json());
    await page.goto(address);
    await page.waitForSelector('.way-back');
    await page.click('button.finish');
    await page.waitForSelector('.done:not([hidden])');
    await page.goto(`${preview.address}icon.svg`);
    // The last one is sent while its page goes.
    while (!(await words(page)).includes('terminated')) await page.waitForTimeout(100);
    assert.deepEqual(await words(page), ['launched', 'initialized', 'terminated']);
    assert.deepEqual(page.problems, []);
  });
  await preview.stop();
});
