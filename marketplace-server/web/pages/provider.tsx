import { useState } from 'preact/hooks';

import { ask, pathOf, Problem } from '../api.ts';
import { ApiWords } from '../parts/api_words.tsx';
import { Identity } from '../parts/identity.tsx';
import { Moment } from '../parts/moment.tsx';
import { ProviderSettings } from '../parts/provider_settings.tsx';
import { State } from '../parts/state.tsx';
import { Told } from '../parts/told.tsx';
import { Trouble } from '../parts/trouble.tsx';
import type { Page } from '../pages.ts';
import { addressOf } from '../place.ts';
import { partnerWord, type ProviderState, standingOf } from '../provider_state.ts';
import { useRefreshed } from '../refreshed.ts';
import { account } from '../session.ts';
import { say, sayNumber, type Word } from '../words.ts';

// Does something about the provider, and tells what came of it.
function Do({ what, done, path, after }: { what: Word; done: Word; path: string; after: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Word>();
  const [problem, setProblem] = useState<Problem>();
  if (account.value?.role !== 'curator' && account.value?.role !== 'admin') return null;
  const act = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    setSaid(undefined);
    try {
      await ask('POST', path);
      await after();
      setSaid(done);
    } catch (why) {
      setProblem(why as Problem);
    }
    setBusy(false);
  };
  return (
    <>
      <button type="button" class="plain small" aria-disabled={busy} onClick={act}>{say(what)}</button>
      <div role="status">{said && <span class="soft">{say(said)}</span>}{problem && <Trouble problem={problem} />}</div>
    </>
  );
}

function Partner({ one, again }: { one: ProviderState; again: () => Promise<void> }) {
  const tells = one.interfaces.includes('health');
  return (
    <>
      {one.partner ? (
        <>
          <State kind="partner" name={one.partner.status} /> <ApiWords text={one.partner.sentence} />
          <span class="soft">{say('asked_at')}: <Moment at={one.partner.at} /></span>
        </>
      ) : <span class="soft">{say(partnerWord(one))}</span>}
      {tells && <Do what="ask_now" done="asked_now" path={`${pathOf('providers', one.id)}/health`} after={again} />}
    </>
  );
}

function Ingest({ one, again }: { one: ProviderState; again: () => Promise<void> }) {
  const { ingest } = one;
  return (
    <>
      {ingest ? <Moment at={ingest.at} /> : <span class="soft">{say('ingest_never')}</span>}
      {ingest && <span class="soft">{say('ingest_counts', Object.fromEntries(
        (['added', 'updated', 'unchanged', 'gone', 'refused'] as const).map((name) => [name, sayNumber(ingest[name])])))}</span>}
      {ingest?.trouble && <span class="trouble"><ApiWords text={ingest.trouble} /></span>}
      <Do what="take_now" done="taking" path={`${pathOf('providers', one.id)}/ingest`} after={again} />
    </>
  );
}

function Health({ one, again }: { one: ProviderState; again: () => Promise<void> }) {
  return (
    <section class="card health" aria-labelledby="health">
      <h2 id="health">{say('health')}</h2>
      <dl>
        <div><dt>{say('state')}</dt><dd><State kind="state" name={standingOf(one)} /> <ApiWords text={one.sentence} /></dd></div>
        <div><dt>{say('since')}</dt><dd><Moment at={one.since} /></dd></div>
        <div><dt>{say('restarts')}</dt><dd>{sayNumber(one.restarts)}</dd></div>
        <div><dt>{say('partner')}</dt><dd><Partner one={one} again={again} /></dd></div>
        <div><dt>{say('courses')}</dt><dd>{sayNumber(one.courses)}</dd></div>
        {one.interfaces.includes('completions') && <div><dt>{say('completions')}</dt><dd>{sayNumber(one.completions)}</dd></div>}
        <div><dt>{say('ingest')}</dt><dd><Ingest one={one} again={again} /></dd></div>
      </dl>
    </section>
  );
}

function Show({ id }: { id: string }) {
  const told = useRefreshed<{ providers: ProviderState[] }>('providers');
  const one = told.value?.providers.find((each) => each.id === id);
  const unknown = told.value && !one;
  return (
    <>
      <p class="back"><a href={addressOf('/providers')}>← {say('all_providers')}</a></p>
      <div class="head">
        <div><h1 tabIndex={-1}>{one?.name || id}</h1>{one && <Identity one={one} />}</div>
        <Told {...told} />
      </div>
      {unknown && <Trouble problem={new Problem(404, 'provider-unknown', '')} />}
      {one && (
        <div class="columns">
          <Health one={one} again={told.again} />
          <ProviderSettings id={id} state={one.state} again={told.again} />
        </div>
      )}
    </>
  );
}

export const provider: Page = { path: '/providers/{id}', title: 'provider', Show };
