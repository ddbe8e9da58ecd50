import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { ask, Problem } from './api.ts';
import { findPage, pages } from './pages.ts';
import { SignIn } from './parts/sign_in.tsx';
import { Trouble } from './parts/trouble.tsx';
import { addressOf, mayLeave, place } from './place.ts';
import { account, type Account, begin, end, ended, heldToken } from './session.ts';
import { language, languages, type Language, say, sayOf, speak } from './words.ts';

function LanguageSwitch() {
  return (
    <div class="switch" role="group" aria-label={say('language')}>
      {(Object.keys(languages) as Language[]).map((tag) => (
        <button type="button" lang={tag} aria-pressed={language.value === tag} onClick={() => speak(tag)}>{languages[tag]}</button>
      ))}
    </div>
  );
}

function Top() {
  const here = findPage(place.value)?.page;
  const signOut = () => {
    if (mayLeave()) end(false);
  };
  return (
    <header class="top">
      <a class="brand" href={addressOf('')}><img src="./icon.svg" alt="" width="28" height="28" /><span lang="hi">हाट</span> {say('console')}</a>
      {account.value && (
        <nav aria-label={say('pages')}>
          {pages.filter((page) => page.menu).map((page) => (
            <a href={addressOf(page.path)} aria-current={page === here ? 'page' : here?.path.startsWith(page.path) ? 'true' : undefined}>{say(page.title)}</a>
          ))}
        </nav>
      )}
      <div class="tools">
        <LanguageSwitch />
        {account.value && (
          <>
            <span class="who">{account.value.name} <span class="soft">{sayOf('role', account.value.role)}</span></span>
            <button type="button" class="plain" onClick={signOut}>{say('sign_out')}</button>
          </>
        )}
      </div>
    </header>
  );
}

// A page begins at its heading, also for whoever hears it.
function Content({ hidden }: { hidden: boolean }) {
  const main = useRef<HTMLElement>(null);
  const found = findPage(place.value);
  const title = found?.id || say(found?.page.title ?? 'page_unknown');
  useEffect(() => {
    if (!hidden) document.title = `${title} – ${say('console')}`;
  }, [hidden, title, language.value]);
  useLayoutEffect(() => {
    if (!hidden) main.current?.querySelector('h1')?.focus();
  }, [hidden, place.value]);
  return (
    <main ref={main} hidden={hidden}>
      {found ? <found.page.Show key={place.value} id={found.id} /> : <h1 tabIndex={-1}>{say('page_unknown')}</h1>}
    </main>
  );
}

// A tab that was loaded anew has its token still; whose it is, the server says.
function useHeldSession(): Problem | undefined {
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    if (!heldToken() || account.value) return;
    ask<Account>('GET', 'me').then(({ value }) => begin(heldToken(), value), setProblem);
  }, []);
  return problem;
}

export function App() {
  const problem = useHeldSession();
  useEffect(() => {
    document.documentElement.lang = language.value;
  }, [language.value]);
  const who = account.value;
  const asks = !who || ended.value;
  const waits = asks && Boolean(heldToken());
  return (
    <>
      <a class="skip" href="#content" onClick={(event) => {
        event.preventDefault();
        document.querySelector<HTMLElement>('main:not([hidden]) h1')?.focus();
      }}>{say('skip')}</a>
      <Top />
      <div id="content" tabIndex={-1}>
        {asks && !waits && <SignIn />}
        {waits && problem && <main><Trouble problem={problem} /></main>}
        {who && <Content key={who.name} hidden={asks} />}
      </div>
    </>
  );
}
