// A course that does its worst to the preview: it shares the origin, since SCORM wants it so.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { courseFrame, haat, startPreview, withPage } from './preview.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'haat-browser-'));
const course = path.join(folder, 'my-course');
before(() => execFileSync(haat, ['new', course], { stdio: 'ignore' }));
after(() => rmSync(folder, { recursive: true }));

test('a course cannot stay behind as a service worker', async () => {
  const preview = await startPreview(course, '--standard', 'scorm12');
  await withPage({}, async (page) => {
    await page.goto(preview.address);
    const frame = await courseFrame(page, 'phishing');
    const refusal = await frame.evaluate(() => navigator.serviceWorker.register('/scorm12.min.js').then(() => 'installed', String));
    assert.match(refusal, /403/);
  });
  await preview.stop();
});

test('a course that fills the store, and writes nonsense into it, does not stop the player', async () => {
  const preview = await startPreview(course, '--standard', 'scorm12');
  await withPage({}, async (page) => {
    await page.goto(preview.address);
    const frame = await courseFrame(page, 'phishing');
    await frame.evaluate(() => {
      localStorage.setItem('haat-preview:language', 'constructor');
      for (let size = 4 << 20; size > 0; size >>= 1) {
        try {
          for (let n = 0; ; n += 1) localStorage.setItem(`full ${size} ${n}`, 'x'.repeat(size));
        } catch {
          // Now a smaller piece.
        }
      }
    });
    await frame.evaluate(() => {
      window.parent.API.LMSSetValue('cmi.suspend_data', 'x'.repeat(4000));
      window.parent.API.LMSCommit('');
    });
    await page.waitForFunction(() => /no room left/.test(document.querySelector('#note').textContent));
    await page.click('#next');
    await courseFrame(page, 'check-yourself');
    await page.reload();
    await courseFrame(page, 'index.html');
    assert.equal(await page.textContent('#title'), 'Spot a phishing message');
    assert.deepEqual(page.problems, []);
  });
  await preview.stop();
});
