import { sayOf } from '../words.ts';

// A state as a word with a mark; the colour says nothing that the word does not.
const tones: Record<string, string> = {
  running: 'good', ok: 'good', held_back: 'busy', starting: 'busy', restarting: 'busy', degraded: 'busy', refused: 'bad', down: 'bad',
};

export function State({ kind, name }: { kind: 'state' | 'partner'; name: string }) {
  return <span class={`state ${tones[name] ?? 'calm'}`}>{sayOf(kind, name)}</span>;
}
