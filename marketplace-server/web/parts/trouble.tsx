import type { Problem } from '../api.ts';
import { say, sayOf } from '../words.ts';
import { ApiWords } from './api_words.tsx';

// Why the server did not answer, or not with what was asked for.
export function Trouble({ problem }: { problem: Problem }) {
  const known = sayOf('problem', problem.code);
  return (
    <div class="note bad">
      <p>{known === problem.code ? say('problem_other') : known}</p>
      {problem.message && known === problem.code && <ApiWords as="p" text={problem.message} />}
    </div>
  );
}
