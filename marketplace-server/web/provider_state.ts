import type { Word } from './words.ts';

// How a provider is, as GET /api/v1/providers tells.
export interface ProviderState {
  id: string;
  name: string;
  version: string;
  state: string;
  held_back: boolean; // it runs, but nothing is asked of it for a while
  sentence: string;
  restarts: number;
  since: string;
  interfaces: string[];
  partner: { status: string; sentence: string; at: string } | null;
  courses: number;
  completions: number;
  ingest: { at: string; added: number; updated: number; unchanged: number; gone: number; refused: number; trouble: string | null } | null;
}

// What is told of it at a glance.
export const standingOf = ({ state, held_back }: ProviderState): string => (held_back && state === 'running' ? 'held_back' : state);
export const partnerWord = ({ interfaces, state }: ProviderState): Word =>
  (state === 'running' && !interfaces.includes('health') ? 'partner_silent' : 'partner_unknown');

// Why its catalogue was not taken whole, where nothing beside says so.
export function troubleOf({ id, sentence, partner, ingest }: ProviderState): string {
  const trouble = ingest?.trouble?.replace(`provider ${id}: `, '') ?? '';
  return sentence.includes(trouble) || partner?.sentence.includes(trouble) ? '' : trouble;
}
