// What the console says, in the browser's language or the one that was chosen.
import { signal } from '@preact/signals';

import { en } from './words/en.ts';
import { hi } from './words/hi.ts';

export type Word = keyof typeof en;
export const languages = { en: 'English', hi: 'हिन्दी' };
export type Language = keyof typeof languages;

const tables: Record<Language, Record<Word, string>> = { en, hi };
const key = 'haat-console:language';

function firstLanguage(): Language {
  const chosen = localStorage.getItem(key);
  const wished = [chosen, ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return (wished.find((tag) => tag !== undefined && Object.hasOwn(languages, tag)) ?? 'en') as Language;
}

export const language = signal<Language>(firstLanguage());

export function speak(tag: Language) {
  language.value = tag;
  try {
    localStorage.setItem(key, tag);
  } catch {
    // It is spoken all the same.
  }
}

export function say(word: Word, values: Record<string, string | number> = {}): string {
  return tables[language.value][word].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

// Of a word of the API, such as a state: our word for it, or else the API's own.
export const sayOf = (kind: string, name: string): string =>
  Object.hasOwn(en, `${kind}_${name}`) ? say(`${kind}_${name}` as Word) : name;

const locale = () => (language.value === 'hi' ? 'hi-IN' : 'en-IN');
export const sayNumber = (number: number) => new Intl.NumberFormat(locale()).format(number);
export const sayTime = (date: Date) => new Intl.DateTimeFormat(locale(), { timeStyle: 'medium' }).format(date);
export const sayMoment = (date: Date) => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(date);

// The API's sentences are made to stand behind others: without a capital letter and without a full stop. A name stays as it is.
export const sentence = (text: string) =>
  text.replace(/^[a-z]+(?=[ ,]|$)/, (word) => word[0]!.toUpperCase() + word.slice(1)) + (/[.!?]$/.test(text) ? '' : '.');
