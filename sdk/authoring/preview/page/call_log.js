// The live list of what the course asks the platform, and what the platform answers.
import { onLanguage, say } from './words.js';

const list = document.querySelector('#calls');
const scroll = document.querySelector('#scroll');
const find = document.querySelector('#find');
const kind = document.querySelector('#kind');
const empty = document.querySelector('#empty');
const calls = [];
const most = 5000;  // a course that polls must not fill the memory
let following = true;  // the newest call is in view, until somebody scrolls up

// "Value not initialised" is how SCORM 2004 answers for what nobody has set yet: an answer, not a mistake.
const isUnset = (call) => call.error === '403' && call.name === 'GetValue';
const isWrong = (call) => call.error !== '0' && !isUnset(call);
const kindOf = (name) => (/Set|Commit|Initialize|Finish|Terminate|PUT|POST|DELETE|^LMS$/.test(name) ? 'write' : 'read');
const plain = (call) => `${call.when} ${call.name}(${call.values.map((value) => JSON.stringify(value)).join(', ')}) → ` +
  `${JSON.stringify(call.answer)} ${call.error === '0' ? '' : `[${call.error} ${call.problem}]`}`.trimEnd();

function matches(call) {
  if (kind.value === 'error' && !isWrong(call)) return false;
  if ((kind.value === 'read' || kind.value === 'write') && kindOf(call.name) !== kind.value) return false;
  return plain(call).toLowerCase().includes(find.value.trim().toLowerCase());
}

function span(className, text) {
  return Object.assign(document.createElement('span'), { className, textContent: text });
}

function value(text) {
  if (text.length <= 220) return span('value', text);
  const whole = document.createElement('details');
  whole.append(Object.assign(document.createElement('summary'), { textContent: `${text.slice(0, 120)}…` }), span('value', text));
  return whole;
}

function row(call) {
  const item = document.createElement('li');
  item.className = `${kindOf(call.name)}${isWrong(call) ? ' wrong' : ''}`;
  const line = document.createElement('div');
  line.className = 'line';
  const [element, ...rest] = call.values;
  line.append(span('when', call.when), span('name', call.name));
  if (element) line.append(span('element', element));
  item.append(line);
  const told = rest.length > 0 && !(rest.length === 1 && rest[0] === undefined) ? String(rest.join(', ')) : '';
  const detail = document.createElement('div');
  detail.className = 'detail';
  if (told) detail.append(span('arrow', '='), value(told));
  detail.append(span('arrow', '→'), value(call.answer === '' ? '""' : call.answer));
  if (isWrong(call)) detail.append(span('error', `${call.error} ${call.problem}`));
  if (isUnset(call)) detail.append(span('unset', `403 ${say('notSet')}`));
  item.append(detail);
  return item;
}

function count() {
  document.querySelector('#count').textContent = calls.length;
  document.querySelector('#tab-count').textContent = calls.length;
  empty.hidden = list.childElementCount > 0;
  empty.dataset.words = calls.length ? 'noMatch' : 'noCalls';
  empty.textContent = say(empty.dataset.words);
}

function redraw() {
  list.replaceChildren(...calls.filter(matches).map(row));
  scroll.scrollTop = scroll.scrollHeight;
  count();
}

export function record(name, values, answer, error, problem) {
  const call = {
    when: new Date().toTimeString().slice(0, 8), name, values: values.map(String), answer: String(answer), error: String(error), problem,
  };
  calls.push(call);
  if (calls.length > most) {
    calls.splice(0, most / 2);
    redraw();
    return;
  }
  if (matches(call)) list.append(row(call));
  if (following) scroll.scrollTop = scroll.scrollHeight;
  count();
}

scroll.addEventListener('scroll', () => {
  following = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
});
find.addEventListener('input', redraw);
kind.addEventListener('change', redraw);
document.querySelector('#clear').addEventListener('click', () => {
  calls.length = 0;
  redraw();
});
document.querySelector('#copy').addEventListener('click', async (event) => {
  const button = event.currentTarget;
  await navigator.clipboard.writeText(calls.filter(matches).map(plain).join('\n'));
  button.textContent = say('copied');
  setTimeout(() => { button.textContent = say('copy'); }, 1500);
});
onLanguage(count);
count();
