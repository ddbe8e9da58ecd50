// A new course, learned from beginning to end with the keyboard alone, in every standard and both languages.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { calls, courseFrame, haat, picture, startPreview, stored, violations, withPage } from './preview.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'haat-browser-'));
const course = path.join(folder, 'my-course');
before(() => execFileSync(haat, ['new', course], { stdio: 'ignore' }));
after(() => rmSync(folder, { recursive: true }));

const scorm2004 = {
  set: 'SetValue',
  status: (cmi) => `${cmi.completion_status} ${cmi.success_status}`,
  score: (cmi) => cmi.score.scaled,
  ended: 'Terminate',
  lessonDone: 'completed passed',
  statusElement: 'cmi.completion_status',
};
const standards = {
  scorm12: {
    set: 'LMSSetValue',
    status: (cmi) => cmi.core.lesson_status,
    score: (cmi) => cmi.core.score.raw,
    ended: 'LMSFinish',
    lessonDone: 'completed',
    statusElement: 'cmi.core.lesson_status',
  },
  'scorm2004-3': scorm2004,
  'scorm2004-4': scorm2004,
};

// Presses Tab until the element has the focus: as somebody without a mouse gets there.
async function tabTo(page, frame, selector) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await frame.evaluate((wanted) => Boolean(document.activeElement?.matches(wanted)), selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

async function answer(page, frame, id, choices) {
  const single = choices.length === 1 && await frame.$(`#${id}-a[type=radio]`);
  if (single) {
    await tabTo(page, frame, `input[name=${id}]`);
    for (let presses = 0; presses < 6 && !(await frame.isChecked(`#${id}-${choices[0]}`)); presses += 1)
      await page.keyboard.press('ArrowDown');
  } else {
    for (const choice of choices) {
      await tabTo(page, frame, `#${id}-${choice}`);
      await page.keyboard.press('Space');
    }
  }
  await tabTo(page, frame, 'button.primary');
  await page.keyboard.press('Enter');
  await frame.waitForSelector('.feedback');
  await tabTo(page, frame, 'button.primary');
  await page.keyboard.press('Enter');
}

const answers = [['hurry', ['c']], ['signs', ['a', 'b', 'c']], ['language', ['b']], ['happened', ['a']]];

for (const [name, standard] of Object.entries(standards)) {
  test(`${name}: learned with the keyboard, every call is right and the result is stored`, async () => {
    const preview = await startPreview(course, '--standard', name);
    await withPage({}, async (page) => {
      await page.goto(preview.address);
      let frame = await courseFrame(page, '/phishing/');
      await frame.waitForSelector('h1:visible');
      await picture(page, `${name}-lesson`);
      assert.deepEqual(await violations(page.mainFrame()), []);
      assert.deepEqual(await violations(frame), []);

      await frame.focus('#content');
      await tabTo(page, frame, 'button.finish');
      await page.keyboard.press('Enter');
      await frame.waitForSelector('.done:not([hidden])');
      await page.waitForSelector('.unit.completed, .unit.passed');
      assert.equal(standard.status(await stored(page, 'phishing')), standard.lessonDone);

      await page.focus('#next');
      await page.keyboard.press('Enter');
      frame = await courseFrame(page, '/check-yourself/');
      await frame.waitForSelector('form.card');
      await picture(page, `${name}-quiz`);
      assert.deepEqual(await violations(frame), []);
      assert.ok((await calls(page)).some((call) => call.name === standard.ended), 'leaving a unit ends its session');

      await frame.focus('#content');
      for (const [id, choices] of answers.slice(0, 2)) await answer(page, frame, id, choices);
      await frame.waitForSelector('input[name=language]');

      await page.reload();
      frame = await courseFrame(page, '/check-yourself/');
      await frame.waitForSelector('input[name=language]');  // the third question, where the learner was
      await frame.focus('#content');
      for (const [id, choices] of answers.slice(2)) await answer(page, frame, id, choices);
      await frame.waitForSelector('.grade.right');
      await picture(page, `${name}-result`);
      assert.deepEqual(await violations(frame), []);

      const cmi = await stored(page, 'check-yourself');
      assert.match(standard.status(cmi), /passed/);
      assert.equal(Number(standard.score(cmi)), name === 'scorm12' ? 100 : 1);
      assert.equal(Object.keys(cmi.interactions).length, 4);
      assert.equal(cmi.interactions[1][name === 'scorm12' ? 'student_response' : 'learner_response'], name === 'scorm12' ? 'a,b,c' : 'a[,]b[,]c');
      const all = await calls(page);
      assert.ok(all.some((call) => call.name === standard.set && call.element === standard.statusElement), 'the status was set');
      assert.deepEqual(all.filter((call) => call.wrong), [], 'no call was refused');
      assert.deepEqual(page.outside, [], 'nothing was asked of another server');
      assert.deepEqual(page.problems, []);
    });
    await preview.stop();
  });
}

test('a wrong answer is explained, one mistake still passes, and a new try counts only if it is better', async () => {
  const preview = await startPreview(course);
  await withPage({}, async (page) => {
    await page.goto(preview.address);
    await courseFrame(page, '/phishing/');
    await page.click('#next');
    const frame = await courseFrame(page, '/check-yourself/');
    await frame.click('label[for=hurry-a]');
    await frame.click('button.primary');
    await frame.waitForSelector('.feedback.wrong');
    await picture(page, 'scorm12-wrong');
    assert.deepEqual(await violations(frame), []);
    await frame.click('button.primary');
    for (const [id, choices] of answers.slice(1)) {
      for (const choice of choices) await frame.click(`label[for=${id}-${choice}]`);
      await frame.click('button.primary');
      await frame.click('button.primary');
    }
    await frame.waitForSelector('.grade.right');
    assert.equal((await stored(page, 'check-yourself')).core.score.raw, '75');
    await frame.click('.card button');
    for (const [id] of answers) {
      await frame.click(`.choice:last-of-type label`);
      await frame.click('button.primary');
      await frame.click('button.primary');
      void id;
    }
    await frame.waitForSelector('.grade.wrong');
    const cmi = await stored(page, 'check-yourself');
    assert.equal(cmi.core.lesson_status, 'passed');
    assert.equal(cmi.core.score.raw, '75');
  });
  await preview.stop();
});

test('in Hindi, on a phone', async () => {
  const preview = await startPreview(course);
  await withPage({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: 'dark' }, async (page) => {
    await page.goto(preview.address);
    const frame = await courseFrame(page, '/phishing/');
    await page.click('.switch button[lang=hi]');
    assert.equal(await page.getAttribute('html', 'lang'), 'hi');
    await frame.click('.languages button[lang=hi]');
    assert.equal(await frame.getAttribute('html', 'lang'), 'hi');
    assert.equal(await frame.textContent('article:not([hidden]) h1'), 'रुकें, देखें, जाँचें');
    await page.waitForTimeout(300);
    await picture(page, 'phone-hindi-lesson');
    for (const [name, part] of [['page', page.mainFrame()], ['course', frame]])
      assert.ok(await part.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `the ${name} fits 360 px`);
    assert.deepEqual(await violations(page.mainFrame()), []);
    assert.deepEqual(await violations(frame), []);
    await page.click('.tabs [data-view=log]');
    await picture(page, 'phone-hindi-calls');
    assert.deepEqual(await violations(page.mainFrame()), []);
    await page.click('.tabs [data-view=outline]');
    await picture(page, 'phone-hindi-units');
    assert.deepEqual(await violations(page.mainFrame()), []);
    await page.click('.unit >> nth=1');
    const quiz = await courseFrame(page, '/check-yourself/');
    await quiz.waitForSelector('form.card');
    assert.equal(await quiz.getAttribute('html', 'lang'), 'hi', 'the language is remembered from unit to unit');
    await picture(page, 'phone-hindi-quiz');
    assert.deepEqual(await violations(quiz), []);
    assert.deepEqual(page.problems, []);
  });
  await preview.stop();
});

test('the log can be filtered, and the course started anew', async () => {
  const preview = await startPreview(course);
  await withPage({}, async (page) => {
    page.on('dialog', (dialog) => dialog.accept());
    await page.goto(preview.address);
    const frame = await courseFrame(page, '/phishing/');
    await frame.click('button.finish');
    await page.waitForSelector('.unit.completed');
    await page.fill('#find', 'lesson_status');
    assert.ok((await calls(page)).every((call) => call.element.includes('lesson_status')));
    await page.fill('#find', '');
    await page.selectOption('#kind', 'error');
    assert.equal((await calls(page)).length, 0);
    await page.selectOption('#kind', 'all');
    await picture(page, 'log');
    await page.click('#anew');
    await page.waitForSelector('.unit.completed', { state: 'detached' });
    const fresh = await courseFrame(page, '/phishing/');
    await fresh.waitForSelector('button.finish:visible');
  });
  await preview.stop();
});

test('what the platform refused to keep is said, tried again and kept', async () => {
  const preview = await startPreview(course);
  await withPage({}, async (page) => {
    await page.goto(preview.address);
    const frame = await courseFrame(page, '/phishing/');
    await page.evaluate(() => {
      window.working = window.API.LMSCommit;
      window.API.LMSCommit = () => 'false';
    });
    await frame.click('button.finish');
    await frame.waitForSelector('.notice:not([hidden])');
    assert.match(await frame.textContent('.notice'), /could not be saved/);
    assert.deepEqual(await violations(frame), []);
    await page.evaluate(() => { window.API.LMSCommit = window.working; });
    await frame.waitForFunction(() => document.querySelector('.notice').textContent.includes('saved again'));
    assert.equal((await stored(page, 'phishing')).core.lesson_status, 'completed');
  });
  await preview.stop();
});

test('without a platform the course says so, and keeps what it can in the browser', async () => {
  const preview = await startPreview(course);
  await withPage({}, async (page) => {
    const alone = `${preview.address}course/check-yourself/index.html`;
    await page.goto(alone);
    assert.match(await page.textContent('.notice'), /No learning platform/);
    await page.click('label[for=hurry-c]');
    await page.click('button.primary');
    await page.click('button.primary');
    await page.reload();
    await page.waitForSelector('input[name=signs]');
    assert.deepEqual(page.problems, []);
  });
  await preview.stop();
});
