// Who is signed in. The token is kept for as long as the browser's tab is open, and goes to nobody but this server.
import { signal } from '@preact/signals';

export interface Account {
  name: string;
  role: string;
}

const key = 'haat-console:token';
let token = sessionStorage.getItem(key) ?? '';

export const account = signal<Account | null>(null);
// Why one has to sign in again, while the page with what was typed into it waits behind.
export const ended = signal(false);

export const heldToken = () => token;

export function begin(withToken: string, who: Account) {
  token = withToken;
  sessionStorage.setItem(key, token);
  account.value = who;
  ended.value = false;
}

export function end(byServer: boolean) {
  token = '';
  sessionStorage.removeItem(key);
  ended.value = byServer;
  if (!byServer) account.value = null;
}
