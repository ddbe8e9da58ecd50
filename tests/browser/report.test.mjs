// The report as a page: whoever makes the course reads it on a desk, on a phone, in the dark, on paper or by ear.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, test } from 'node:test';
import { haat, picture, violations, withPage } from './preview.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'haat-browser-'));
after(() => rmSync(folder, { recursive: true }));

const attack = '"><img src=x onerror=alert(1)>';
mkdirSync(path.join(folder, 'course'));
writeFileSync(path.join(folder, 'course', 'imsmanifest.xml'), `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o"><title>Fire safety ${attack.replaceAll('<', '&lt;')}</title><item identifier="i" identifierref="r9"><title/></item></organization>
  </organizations>
  <resources>
    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" xml:base="pages/" href="start.html"/>
  </resources>
</manifest>
`);
writeFileSync(path.join(folder, 'course', 'index.html'), `<html><img src="${'a-very-long-name-'.repeat(20)}.png"><a href="#">click here</a></html>`);
writeFileSync(path.join(folder, 'course', '"><img src=x onerror=alert(1)>.js'), 'eval("1")');

function report(language) {
  const file = path.join(folder, `${language}.html`);
  const { status } = spawnSync(haat, ['check', path.join(folder, 'course'), '--advice', '--target', 'moodle', '--format', 'html',
    '--lang', language, '--output', file]);
  assert.equal(status, 1);
  return file;
}

for (const language of ['en', 'hi'])
  test(`The page in ${language} is whole by itself, fits, and can be read by all`, async () => {
    const file = report(language);
    for (const { width, colorScheme } of [
      { width: 1280, colorScheme: 'light' }, { width: 1280, colorScheme: 'dark' },
      { width: 390, colorScheme: 'light' }, { width: 390, colorScheme: 'dark' }])
      // The page's own policy lets no script in, the judge's neither.
      await withPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true }, async (page) => {
        page.on('dialog', (dialog) => page.problems.push(`it asked ${dialog.message()}`));
        await page.goto(pathToFileURL(file).href);
        assert.equal(await page.evaluate(() => document.documentElement.lang), language);
        assert.equal(await page.evaluate(() => document.images.length + document.scripts.length), 0);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
        assert.deepEqual(await violations(page), []);
        assert.deepEqual(page.problems, []);
        assert.deepEqual(page.outside, [pathToFileURL(file).href]);
        await picture(page, `report-${language}-${width}-${colorScheme}`);
      });
  });

test('The keyboard leads past the overview, and from it to each rule', async () => {
  await withPage({}, async (page) => {
    await page.goto(pathToFileURL(report('en')).href);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to what was found');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const target = await page.evaluate(() => document.querySelector('article:target')?.id);
    assert.equal(target, await page.evaluate(() => document.querySelector('article').id));
  });
});

test('A long list of files is said once and folded, opens without a script, and is whole on paper', async () => {
  const many = path.join(folder, 'many');
  mkdirSync(many);
  for (let n = 1; n <= 20; ++n) writeFileSync(path.join(many, `notes-${n}.txt`), 'x');
  writeFileSync(path.join(many, 'imsmanifest.xml'),
    readFileSync(path.join(folder, 'course', 'imsmanifest.xml'), 'utf8').replace('"r9"', '"r"'));
  const file = path.join(folder, 'many.html');
  spawnSync(haat, ['check', many, '--format', 'html', '--output', file]);
  await withPage({}, async (page) => {
    await page.goto(pathToFileURL(file).href);
    const rule = page.locator('#rule-file-not-listed');
    const last = rule.locator('li', { hasText: 'notes-9.txt' }).last();
    assert.equal(await rule.locator('.message').count(), 1);
    assert.equal(await last.isVisible(), false);
    await rule.locator('summary', { hasText: '15 more places' }).click();
    assert.equal(await last.isVisible(), true);
    await page.reload();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await last.isVisible(), true);
  });
});

test('The page names no address that it would load', () => {
  assert.doesNotMatch(readFileSync(report('hi'), 'utf8'), /(src|href)="(?!#)|url\(|@import/);
});
