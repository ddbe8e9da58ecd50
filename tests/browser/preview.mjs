// A browser, and a preview of a course in it, for as long as one test runs.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';

export const haat = process.env.HAAT;
const npm = createRequire(path.join(process.env.HAAT_NPM_DIR, 'package.json'));
const { chromium } = npm('playwright-core');
const axeSource = npm.resolve('axe-core/axe.min.js');
const pictures = process.env.HAAT_SCREENSHOTS;

const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run',
  '--disable-component-update', '--disable-sync'];

// A test that failed leaves its preview running.
const running = new Set();
after(() => running.forEach((child) => child.kill('SIGINT')));

// Starts `haat preview` on a free port; its first line is its address.
export function startPreview(course, ...options) {
  const child = spawn(haat, ['preview', course, '--no-open', '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return new Promise((resolve, reject) => {
    let told = '';
    child.stderr.on('data', (bytes) => { told += bytes; });
    child.once('exit', (code) => reject(new Error(`haat preview ended with ${code}: ${told}`)));
    child.stdout.once('data', (bytes) => resolve({
      address: String(bytes).trim(),
      stop: () => new Promise((ended) => {
        child.removeAllListeners('exit');
        running.delete(child);
        child.once('exit', ended);
        child.kill('SIGINT');
      }),
    }));
  });
}

export async function withPage(options, work) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  try {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000); // as long as a busy machine may take; nothing here is measured by it
    page.problems = [];
    page.outside = [];
    page.on('pageerror', (error) => page.problems.push(error.message));
    page.asks = new Set();
    for (const over of ['requestfinished', 'requestfailed']) page.on(over, (request) => page.asks.delete(request));
    page.on('request', (request) => {
      page.asks.add(request);
      if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:|about:)/.test(request.url())) page.outside.push(request.url());
    });
    await work(page);
  } finally {
    await browser.close();
  }
}

// What axe finds in a frame, as sentences. No content policy of ours lets a script in by a tag; evaluating is the test's own doing.
export async function violations(frame) {
  await frame.evaluate(readFileSync(axeSource, 'utf8'));
  const result = await frame.evaluate(() => window.axe.run(document, {
    iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return result.violations.map((found) => `${found.id}: ${found.help} (${found.nodes.map((node) => node.target.join(' ')).join(', ')})`);
}

// Until what it began to ask for is answered.
export async function quiet(page) {
  do await page.waitForTimeout(300); while (page.asks.size > 0);
}

export async function picture(page, name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

// The calls as the log shows them: [{name, element, detail}]
export const calls = (page) => page.$$eval('#calls li', (rows) => rows.map((row) => ({
  name: row.querySelector('.name').textContent,
  element: row.querySelector('.element')?.textContent ?? '',
  detail: row.querySelector('.detail').textContent,
  wrong: row.classList.contains('wrong'),
})));

// What the platform has stored of a unit.
export const stored = (page, unit) => page.evaluate((id) => {
  const name = Object.keys(localStorage).find((key) => key.startsWith('haat-preview:') && key.endsWith(`:${id}`));
  return JSON.parse(localStorage.getItem(name));
}, unit);

export async function courseFrame(page, part) {
  await page.waitForFunction((wanted) => document.querySelector('#frame').contentWindow.location.href.includes(wanted), part);
  const frame = page.frames().find((one) => one !== page.mainFrame() && one.url().includes(part));
  await frame.waitForLoadState('load');
  return frame;
}
