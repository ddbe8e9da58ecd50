// The player page: puts together the outline, the frame with the course, the run time and the log.
import { Cmi5RunTime } from './cmi5_run_time.js';
import { drawOutline, launchable, titled } from './outline.js';
import { ScormRunTime } from './scorm_run_time.js';
import { onLanguage, pick, say, showWords, speak } from './words.js';

const $ = (selector) => document.querySelector(selector);
const frame = $('#frame');
let course = null;
let runTime = null;
let current = null;

function note(key, values) {
  $('#note').hidden = !key;
  $('#note').textContent = key ? say(key, values) : '';
}

function view(name) {
  document.body.dataset.view = name;
  document.querySelectorAll('.tabs button').forEach((tab) => tab.setAttribute('aria-pressed', String(tab.dataset.view === name)));
}

function drawGlance() {
  const now = runTime?.now();
  $('#glance').hidden = !now;
  if (!now) return;
  const told = {
    ...now, status: say(now.status === 'failed' ? 'failedStatus' : now.status),
    ...('state' in now ? { state: now.state ? say('characters', { n: now.state.length }) : '–' } : {}),
  };
  const rows = ['status', 'score', 'progress', 'location', 'time', 'state', 'satisfied', 'courseSatisfied'].filter((key) => key in told);
  $('#glance').replaceChildren(...rows.map((key) => [key, told[key] || '–']).map(([key, text]) => {
    const pair = document.createElement('div');
    pair.append(Object.assign(document.createElement('dt'), { textContent: say(key) }),
      Object.assign(document.createElement('dd'), { textContent: text }));
    return pair;
  }));
}

function draw() {
  const [title, language] = pick(course.title);
  $('#title').textContent = title;
  if (language) $('#title').lang = language;
  document.title = `${title} – ${say('preview')}`;
  $('#standard').textContent = course.standard;
  drawOutline($('#outline'), course.items, {
    current, statusOf: (item) => (item === current && runTime?.now()) || runTime?.status(item), open: runTime ? open : null,
  });
  $('#unit-title').replaceChildren(titled('span', '', current ?? course));
  frame.title = pick((current ?? course).title)[0];
  const all = launchable(course.items);
  const place = all.indexOf(current);
  $('#previous').disabled = !runTime || place <= 0;
  $('#next').disabled = !runTime || place + 1 >= all.length;
  drawGlance();
}

// A course that needs another server does not run where that one cannot be reached: often enough the reason for an empty page.
function otherServers(part) {
  const loading = 'script[src], link[rel~=stylesheet], img[src], iframe[src], video[src], audio[src], source[src]';
  try {
    const asked = [...part.document.querySelectorAll(loading)].map((element) => element.src || element.href);
    const loaded = part.performance.getEntriesByType('resource').map((entry) => entry.name);
    const hosts = [...asked, ...loaded].filter((address) => /^https?:/.test(address)).map((address) => new URL(address).host);
    const inside = Array.from({ length: part.length }, (_, place) => otherServers(part[place])).flat();
    return [...new Set([...hosts, ...inside])].filter((host) => host !== window.location.host);
  } catch {
    return [];  // a frame of another origin
  }
}

function tellOtherServers() {
  const hosts = otherServers(frame.contentWindow);
  if (hosts.length && $('#note').hidden) note('otherServers', { hosts: hosts.join(', ') });
}

// Empties the frame first: the course then ends its session with the run time that it began with.
function leave() {
  return new Promise((resolve) => {
    if (!current) {
      resolve();
      return;
    }
    frame.addEventListener('load', resolve, { once: true });
    frame.src = 'about:blank';
  });
}

async function open(item) {
  view('stage');
  await leave();
  const lost = await runTime.close();
  current = item;
  runTime.keep(':current', item.id);
  note(lost ? 'unfinished' : null);
  if (/^[a-z]+:\/\//i.test(item.path)) {
    note('elsewhere', { path: item.path });
  } else {
    frame.src = await runTime.open(item);
  }
  draw();
}

const neighbour = (step) => {
  const all = launchable(course.items);
  return all[all.indexOf(current) + step];
};

function step(by) {
  const item = neighbour(by);
  if (item) open(item);
}

async function anew() {
  if (!window.confirm(say('anewAsk'))) return;
  await leave();
  await runTime.close();
  await runTime.forget();
  await open(launchable(course.items)[0]);
  note('anewDone');
}

function listen() {
  $('#previous').addEventListener('click', () => step(-1));
  $('#next').addEventListener('click', () => step(1));
  $('#anew').addEventListener('click', anew);
  frame.addEventListener('load', () => setTimeout(tellOtherServers, 1000));
  runTime.onChange((event) => {
    if (event === 'ended' && document.visibilityState === 'visible') note('ended');
    if (event === 'full') note('full');
    if (event === 'next') step(1);
    else if (event === 'previous') step(-1);
    else draw();
  });
}

async function start() {
  document.querySelectorAll('.tabs button').forEach((tab) => tab.addEventListener('click', () => view(tab.dataset.view)));
  document.querySelectorAll('.switch button').forEach((button) => button.addEventListener('click', () => speak(button.lang)));
  showWords();
  try {
    course = await (await fetch('outline.json')).json();
  } catch (problem) {
    note('failed', { why: problem.message });
    return;
  }
  runTime = course.run_time === 'cmi5' ? new Cmi5RunTime(course.key) : new ScormRunTime(course.run_time, course.key);
  listen();
  onLanguage(draw);
  const all = launchable(course.items);
  const last = localStorage.getItem(`${runTime.prefix}:current`);
  const first = all.find((item) => item.id === last) ?? all[0];
  draw();
  if (first) await open(first);
  else note('nothing');
}

start();
