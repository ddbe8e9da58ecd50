// Courses that other tools made, in the preview as they are.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { calls, courseFrame, picture, startPreview, violations, withPage } from './preview.mjs';

const corpus = process.env.HAAT_CORPUS;

test('a SCORM 1.2 course by Rustici starts and stores its bookmark', async () => {
  const preview = await startPreview(path.join(corpus, 'scorm12/RuntimeBasicCalls_SCORM12.zip'));
  await withPage({}, async (page) => {
    await page.goto(preview.address);
    await courseFrame(page, 'shared/launchpage.html');
    await page.waitForFunction(() => document.querySelectorAll('#calls li').length > 4);
    await page.frames().find((frame) => frame.url().includes('launchpage')).click('#butNext');
    await page.waitForFunction(() => document.querySelector('#glance').textContent.includes('1'));
    await picture(page, 'golf');
    const all = await calls(page);
    assert.equal(all[0].name, 'LMSInitialize');
    assert.ok(all.some((call) => call.name === 'LMSSetValue' && call.element === 'cmi.core.lesson_location'));
    assert.deepEqual(await violations(page.mainFrame()), []);
  });
  await preview.stop();
});

test('a SCORM 2004 course of an authoring tool starts', async () => {
  const preview = await startPreview(path.join(corpus, 'wild/rise-publicpro.zip'));
  await withPage({}, async (page) => {
    await page.goto(preview.address);
    await page.waitForFunction(() => [...document.querySelectorAll('#calls .name')].some((name) => name.textContent === 'Initialize'));
    const content = async () => page.frames().find((frame) => frame.url().includes('scormcontent'));
    while (!(await content())) await page.waitForTimeout(200);
    await (await content()).waitForFunction(() => document.body.innerText.includes('Public Protection'));
    await page.waitForFunction(() => [...document.querySelectorAll('#calls .name')].some((name) => name.textContent === 'SetValue'));
    await picture(page, 'rise');
  });
  await preview.stop();
});

test('a course that asks another server is told of', async () => {
  const preview = await startPreview(path.join(corpus, 'scorm2004/SequencingPostTestRollup4thEd_SCORM20044thEdition.zip'));
  await withPage({}, async (page) => {
    await page.goto(preview.address);
    await page.waitForFunction(() => /asks other servers/.test(document.querySelector('#note').textContent));
    assert.match(await page.textContent('#note'), /jquery|googleapis/);
    await picture(page, 'other-servers');
  });
  await preview.stop();
});

for (const [name, satisfied] of [['single_au_basic_framed', 'no'], ['multi_au_framed', 'yes']])
  test(`a cmi5 course of CATAPULT starts, and nothing that it says is refused: ${name}`, async () => {
    const preview = await startPreview(path.join(corpus, `cmi5/${name}.zip`));
    await withPage({}, async (page) => {
      await page.goto(preview.address);
      await page.waitForFunction(() => [...document.querySelectorAll('#calls .element')].some((what) => what.textContent === 'experienced'));
      await page.waitForFunction((so) => document.querySelector('#glance').textContent.includes(`Satisfied${so}`), satisfied);
      await picture(page, `cmi5-${name}`);
      const all = await calls(page);
      assert.deepEqual(all.slice(0, 5).map((call) => `${call.name} ${call.element}`.trim()), [
        'LMS launched', 'POST fetch', 'GET activities/state LMS.LaunchData', 'GET agents/profile cmi5LearnerPreferences',
        'PUT statements initialized',
      ]);
      assert.deepEqual(all.filter((call) => call.wrong), []);
      assert.deepEqual(await violations(page.mainFrame()), []);
      assert.deepEqual(page.problems, []);
    });
    await preview.stop();
  });
