import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { ask, Problem } from '../api.ts';
import { unsaved } from '../place.ts';
import { account, type Account, begin, ended } from '../session.ts';
import { language, say } from '../words.ts';
import { Trouble } from './trouble.tsx';

// What no header can carry is no token either.
const isToken = (text: string) => /^[\x21-\x7e]+$/.test(text);

async function signIn(token: string) {
  if (!isToken(token)) throw new Problem(401, 'token-unknown', '');
  const { value } = await ask<Account>('GET', 'me', { token });
  // Somebody else finds nothing of what was typed before.
  if (account.value?.name !== value.name) unsaved.value = false;
  begin(token, value);
}

export function SignIn() {
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = `${say('sign_in')} – ${say('console')}`;
  }, [language.value]);
  useLayoutEffect(() => field.current?.focus(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(field.current!.value.trim());
    } catch (why) {
      setProblem(why as Problem);
      setBusy(false);
      field.current?.focus();
    }
  };
  const refused = problem?.status === 401;
  return (
    <main class="sign-in">
      <form class="card" onSubmit={submit} noValidate>
        <h1 tabIndex={-1}>{say('sign_in')}</h1>
        {ended.value && <p class="note busy">{say(unsaved.value ? 'session_ended_unsaved' : 'session_ended')}</p>}
        <div class={`field${refused ? ' wrong' : ''}`}>
          <label for="token">{say('token')}</label>
          <p class="help" id="token-help">{say('token_help')} <code>haat token new console</code></p>
          <input ref={field} id="token" type="password" autocomplete="off" spellcheck={false} aria-invalid={refused}
            aria-describedby={refused ? 'token-error token-help' : 'token-help'} />
          <p class="error" id="token-error" role="alert">{refused && say('token_wrong')}</p>
        </div>
        {problem && !refused && <div role="alert"><Trouble problem={problem} /></div>}
        <button type="submit" class="primary" disabled={busy}>{say('sign_in')}</button>
      </form>
    </main>
  );
}
