import { sentence } from '../words.ts';

// What the API says in words: it speaks English.
export function ApiWords({ text, as: Element = 'span' }: { text: string; as?: 'span' | 'p' }) {
  return <Element class="api-words" lang="en">{sentence(text)}</Element>;
}
