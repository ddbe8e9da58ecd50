// The tree of units, each with what the platform has stored of it.
import { pick, say } from './words.js';

const marks = { completed: '✓', passed: '✓', failed: '✗', incomplete: '◐', browsed: '◐' };

export const flatten = (items) => items.flatMap((item) => [item, ...flatten(item.children)]);
export const launchable = (items) => flatten(items).filter((item) => item.path);

// An element with a translated text, marked with the language that it is in.
export function titled(name, className, item) {
  const [text, lang] = pick(item.title);
  return Object.assign(document.createElement(name), { className, textContent: text, ...(lang ? { lang } : {}) });
}

function entry(item, view) {
  const row = document.createElement('li');
  const status = view.statusOf(item)?.status ?? 'not attempted';
  if (!item.path || !view.open) {
    row.append(titled('p', 'group', item));
  } else {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: `unit ${status.replace(' ', '-')}` });
    const title = titled('span', 'unit-title', item);
    const mark = Object.assign(document.createElement('span'), { className: 'mark', textContent: marks[status] ?? '○', ariaHidden: 'true' });
    const score = view.statusOf(item)?.score;
    const told = Object.assign(document.createElement('span'), {
      className: 'unit-status',
      textContent: say(status === 'failed' ? 'failedStatus' : status) + (score ? ` · ${score}` : ''),
    });
    button.append(mark, title, told);
    if (item === view.current) button.setAttribute('aria-current', 'true');
    button.addEventListener('click', () => view.open(item));
    row.append(button);
  }
  if (item.children.length) row.append(tree(item.children, view));
  return row;
}

function tree(items, view) {
  const list = document.createElement('ul');
  list.append(...items.map((item) => entry(item, view)));
  return list;
}

export function drawOutline(place, items, view) {
  const focused = [...place.querySelectorAll('button')].indexOf(document.activeElement);
  place.replaceChildren(tree(items, view));
  if (focused >= 0) place.querySelectorAll('button')[focused]?.focus();
}
