// Where in the console one is: what stands behind "#". No page is left while it holds what is not saved, unless one says so.
import { signal } from '@preact/signals';

import { say } from './words.ts';

const told = () => location.hash.slice(1);

export const place = signal(told());
export const unsaved = signal(false);

export function mayLeave(): boolean {
  if (unsaved.value && !confirm(say('leave_unsaved'))) return false;
  unsaved.value = false;
  return true;
}

addEventListener('hashchange', () => {
  if (told() === place.value) return;
  if (mayLeave()) place.value = told();
  else history.pushState(null, '', `#${place.value}`);
});
addEventListener('beforeunload', (event) => {
  if (unsaved.value) event.preventDefault();
});

export const addressOf = (path: string, id = '') => `#${path.replace('{id}', encodeURIComponent(id))}`;
