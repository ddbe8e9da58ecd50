// The marketplace's API, as the console asks it.
import { end, heldToken } from './session.ts';

export interface FieldProblem {
  field: string; // a JSON pointer
  reason: string;
}

// Why the server did not do it: its problem document. No answer at all is status 0, code "unreachable".
export class Problem extends Error {
  constructor(readonly status: number, readonly code: string, detail: string, readonly fields: FieldProblem[] = []) {
    super(detail);
  }
}

export interface Answer<T> {
  value: T;
  tag: string; // its ETag, for If-Match
}

interface Asking {
  token?: string; // instead of the one that is signed in with
  body?: unknown;
  match?: string; // only if this is still its ETag
}

async function problemOf(response: Response): Promise<Problem> {
  const document = await response.json().catch(() => ({}));
  return new Problem(response.status, String(document.type ?? '').split('/').pop()!,
    document.detail ?? `${response.status} ${response.statusText}`, document.errors);
}

// Relative to the page, so that a proxy may put the marketplace into a folder of its own.
export async function ask<T>(method: string, path: string, { token, body, match }: Asking = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { Authorization: `Bearer ${token ?? heldToken()}`, Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (match) headers['If-Match'] = match;
  let response: Response;
  try {
    response = await fetch(`../api/v1/${path}`, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store', credentials: 'omit',
    });
  } catch {
    throw new Problem(0, 'unreachable', '');
  }
  if (response.status === 401 && token === undefined) end(true);
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return { value: (text ? JSON.parse(text) : null) as T, tag: response.headers.get('ETag') ?? '' };
}

export const pathOf = (...segments: string[]) => segments.map(encodeURIComponent).join('/');
