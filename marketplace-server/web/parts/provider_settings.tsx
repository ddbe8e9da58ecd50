import { deepCompareStrict } from '@cfworker/json-schema';
import { useEffect, useRef, useState } from 'preact/hooks';

import { ask, pathOf as apiPathOf, type Problem } from '../api.ts';
import { unsaved } from '../place.ts';
import { account } from '../session.ts';
import { type Fault, judge } from '../settings_form/judge.ts';
import { type Draft, type Json, type Path, pathOf, type Schema } from '../settings_form/schema.ts';
import { SettingsForm } from '../settings_form/settings_form.tsx';
import { say, sayMoment, sayOf, sentence, type Word } from '../words.ts';
import { Seen } from './seen.tsx';
import { Trouble } from './trouble.tsx';

// As GET /api/v1/providers/{id}/settings tells.
interface Kept {
  settings: { [name: string]: Json };
  secrets: string[]; // those that are set; they are left out of `settings`
  source: 'file' | 'marketplace';
  set_at: string | null;
  set_by: string | null;
  tag: string;
}

const addressOf = (id: string) => `${apiPathOf('providers', id)}/settings`;

async function load(id: string): Promise<Kept> {
  const { value, tag } = await ask<Omit<Kept, 'tag'>>('GET', addressOf(id));
  return { ...value, tag };
}

// A provider without a schema has settings all the same.
const loadSchema = (id: string) => ask<Schema>('GET', `${addressOf(id)}-schema`).then(({ value }) => value, (problem: Problem) => {
  if (problem.code === 'provider-schema-missing') return undefined;
  throw problem;
});

// What the server or the provider itself refused: at a setting, or one sentence about all of them.
function faultsOf(problem: Problem): Fault[] {
  const all = problem.fields.length > 0 ? problem.fields : [{ field: '', reason: problem.message }];
  return all.map(({ field, reason }) => ({ path: pathOf(field), says: () => sentence(reason), foreign: true }));
}

const valueAt = (draft: Draft, path: Path) => path.reduce<any>((value, name) => value?.[name], draft);

function Source({ kept }: { kept: Kept }) {
  return (
    <p class="soft">
      {kept.source === 'file' ? say('source_file')
        : say('source_marketplace', { name: kept.set_by ?? '', time: kept.set_at ? sayMoment(new Date(kept.set_at)) : '' })}
    </p>
  );
}

// Somebody else was quicker: whose settings count is for a person to say.
function Newer({ newer, onTake, onKeep }: { newer: Kept; onTake: () => void; onKeep: () => void }) {
  return (
    <Seen class="note busy">
      <p>{newer.set_at ? say('newer', { name: newer.set_by ?? '', time: sayMoment(new Date(newer.set_at)) }) : say('newer_file')}</p>
      <div class="buttons">
        <button type="button" class="plain" onClick={onTake}>{say('newer_take')}</button>
        <button type="button" class="plain" onClick={onKeep}>{say('newer_keep')}</button>
      </div>
    </Seen>
  );
}

function Editor({ id, state, first, schema, again }: { id: string; state: string; first: Kept; schema: Schema; again: () => Promise<void> }) {
  const [kept, setKept] = useState(first);
  const [draft, setDraft] = useState<Draft>(first.settings);
  const [edition, setEdition] = useState(0); // another one is drawn from the beginning
  const [refused, setRefused] = useState(0);
  const [told, setTold] = useState<Fault[]>([]); // by the server
  const [problem, setProblem] = useState<Problem>();
  const [newer, setNewer] = useState<Kept>();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<Word>();

  const latest = useRef(draft);
  latest.current = draft;
  // The button that was pressed may be gone.
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById('settings')?.focus({ preventScroll: true });
  }, [edition, newer]);

  const changed = !deepCompareStrict(draft, kept.settings);
  useEffect(() => {
    unsaved.value = changed;
  }, [changed]);
  useEffect(() => () => {
    unsaved.value = false;
  }, []);

  const forget = () => {
    setTold([]);
    setProblem(undefined);
    setNewer(undefined);
    setDone(undefined);
  };
  const begin = (from: Kept) => {
    setKept(from);
    setDraft(from.settings);
    setEdition((last) => last + 1);
    setRefused(0);
    forget();
  };
  const edit = (to: Draft) => {
    setTold(told.filter(({ path }) => path.length === 0 || valueAt(to, path) === valueAt(draft, path)));
    setDone(undefined);
    setDraft(to);
  };
  const found = judge(draft, schema, kept.secrets);
  const faults = refused > 0 ? [...found, ...told] : told;

  const write = async (method: 'PUT' | 'DELETE', says: Word) => {
    forget();
    setBusy(true);
    try {
      await ask(method, addressOf(id), { match: kept.tag, body: method === 'PUT' ? { settings: draft ?? {} } : undefined });
      const now = await load(id);
      if (latest.current === draft) begin(now);
      else setKept(now); // what was typed meanwhile is still to be saved
      setDone(says);
      await again();
    } catch (why) {
      await refuse(why as Problem).catch(setProblem);
    }
    setBusy(false);
  };
  const refuse = async (why: Problem) => {
    if (why.code === 'provider-settings-changed') return setNewer(await load(id));
    if (why.status !== 400 && why.status !== 422) return setProblem(why);
    setTold(faultsOf(why));
    setRefused((last) => last + 1);
  };
  const save = (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (!changed) return setDone('nothing_changed');
    if (found.length === 0) return void write('PUT', 'saved');
    setDone(undefined);
    setTold([]);
    setRefused(refused + 1);
  };

  const readOnly = account.value?.role !== 'admin';
  return (
    <form noValidate onSubmit={save}>
      <Source kept={kept} />
      {newer && <Newer newer={newer} onTake={() => begin(newer)} onKeep={() => {
        setKept(newer);
        setNewer(undefined);
      }} />}
      {problem && <Seen><Trouble problem={problem} /></Seen>}
      <fieldset class="all" disabled={readOnly}>
        <SettingsForm key={edition} schema={schema} secrets={kept.secrets} draft={draft} faults={faults} refused={refused} onChange={edit} />
      </fieldset>
      {!readOnly && (
        <div class={`actions${changed ? ' changed' : ''}`}>
          <div class="buttons">
            <button type="submit" class="primary" aria-disabled={busy || !changed}>{say('save')}</button>
            {changed && <button type="button" class="plain" onClick={() => begin(kept)}>{say('discard')}</button>}
            {kept.source === 'marketplace' && !changed && (
              <button type="button" class="plain" onClick={() => {
                if (!busy && confirm(say('revert_ask'))) void write('DELETE', 'reverted');
              }}>{say('revert')}</button>
            )}
          </div>
          <p role="status" class={done && done !== 'nothing_changed' ? 'good' : 'soft'}>
            {busy ? say('saving') : done ? say(done, { state: sayOf('state', state) }) : changed && say('unsaved')}
          </p>
        </div>
      )}
    </form>
  );
}

export function ProviderSettings({ id, state, again }: { id: string; state: string; again: () => Promise<void> }) {
  const [all, setAll] = useState<{ kept: Kept; schema?: Schema }>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    Promise.all([load(id), loadSchema(id)]).then(([kept, schema]) => setAll({ kept, schema }), setProblem);
  }, [id]);
  const { name, role } = account.value!;
  const forbidden = problem?.code === 'role-not-allowed';
  return (
    <section class="card settings" aria-labelledby="settings">
      <h2 id="settings" tabIndex={-1}>{say('settings')}</h2>
      {forbidden && <p class="note calm">{say('settings_forbidden', { name, role: sayOf('role', role) })}</p>}
      {problem && !forbidden && <div role="alert"><Trouble problem={problem} /></div>}
      {all && role !== 'admin' && <p class="note calm">{say('settings_read_only', { name, role: sayOf('role', role) })}</p>}
      {all && !all.schema && <p class="note calm">{say('settings_no_schema')}</p>}
      {all && <Editor id={id} state={state} first={all.kept} schema={all.schema ?? {}} again={again} />}
    </section>
  );
}
