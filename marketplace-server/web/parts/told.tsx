import type { Refreshed } from '../refreshed.ts';
import { say, sayTime } from '../words.ts';
import { Trouble } from './trouble.tsx';

// From when what is shown is, and why it is not from now.
export function Told({ at, problem }: Refreshed<unknown>) {
  return (
    <>
      {at && !problem && <p class="as-of">{say('as_of', { time: sayTime(at) })}</p>}
      {problem && <div role="alert"><Trouble problem={problem} />{at && <p class="as-of">{say('stale', { time: sayTime(at) })}</p>}</div>}
    </>
  );
}
