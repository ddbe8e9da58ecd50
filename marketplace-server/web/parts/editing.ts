// Settings under a person's hands: what was loaded, what became of it, and what stands in the way of saving it.
import { deepCompareStrict } from '@cfworker/json-schema';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { Problem } from '../api.ts';
import { type KeptSettings, loadSettings, resetSettings, saveSettings } from '../kept_settings.ts';
import { unsaved } from '../place.ts';
import { type Fault, judge } from '../settings_form/judge.ts';
import { type Draft, type Path, pathOf, type Schema } from '../settings_form/schema.ts';
import { sentence } from '../words.ts';

export type Done = 'saved' | 'reverted' | 'nothing_changed';

// What the server or the provider itself refused: at a setting, or one sentence about all of them.
function faultsOf(problem: Problem): Fault[] {
  const all = problem.fields.length > 0 ? problem.fields : [{ field: '', reason: problem.message }];
  return all.map(({ field, reason }) => ({ path: pathOf(field), says: () => sentence(reason), foreign: true }));
}

const valueAt = (draft: Draft, path: Path) => path.reduce<any>((value, name) => value?.[name], draft);

// Whoever leaves the page is asked, as long as this is true.
function useUnsaved(changed: boolean) {
  useEffect(() => {
    unsaved.value = changed;
  }, [changed]);
  useEffect(() => () => {
    unsaved.value = false;
  }, []);
}

// What came of saving; of all of it, one thing at a time is shown.
interface Outcome {
  done?: Done;
  told?: Fault[]; // refused by the server
  problem?: Problem;
  newer?: KeptSettings; // somebody else was quicker
}

export function useEditing(id: string, first: KeptSettings, schema: Schema, again: () => Promise<void>) {
  const [kept, setKept] = useState(first);
  const [draft, setDraft] = useState<Draft>(first.settings);
  const [edition, setEdition] = useState(0); // another one is drawn from the beginning
  const [refused, setRefused] = useState(0); // times
  const [outcome, setOutcome] = useState<Outcome>({});
  const [busy, setBusy] = useState(false);
  const latest = useRef(draft);
  latest.current = draft;
  const changed = !deepCompareStrict(draft, kept.settings);
  useUnsaved(changed);

  const begin = (from: KeptSettings, done?: Done) => {
    setKept(from);
    setDraft(from.settings);
    setEdition((last) => last + 1);
    setRefused(0);
    setOutcome({ done });
  };
  const edit = (to: Draft) => {
    setOutcome(({ told, newer }) => ({ newer, told: told?.filter(({ path }) => path.length === 0 || valueAt(to, path) === valueAt(draft, path)) }));
    setDraft(to);
  };
  const refuse = async (why: Problem) => {
    if (why.code === 'provider-settings-changed') return setOutcome({ newer: await loadSettings(id) });
    if (why.status !== 400 && why.status !== 422) return setOutcome({ problem: why });
    setOutcome({ told: faultsOf(why) });
    setRefused((last) => last + 1);
  };
  const write = async (ask: () => Promise<unknown>, done: Done) => {
    setOutcome({});
    setBusy(true);
    try {
      await ask();
      const now = await loadSettings(id);
      if (latest.current === draft) begin(now, done);
      else { // what was typed meanwhile is still to be saved
        setKept(now);
        setOutcome({ done });
      }
      await again();
    } catch (why) {
      await refuse(why as Problem).catch((problem) => setOutcome({ problem }));
    }
    setBusy(false);
  };

  // Once settings were refused, they are judged as they are typed.
  const [found, setFound] = useState<Fault[]>([]);
  useEffect(() => {
    if (refused === 0) return setFound([]);
    judge(draft, schema, kept.secrets).then((faults) => {
      if (latest.current === draft) setFound(faults);
    });
  }, [draft, refused === 0]);
  const save = async () => {
    if (busy) return;
    if (!changed) return setOutcome({ done: 'nothing_changed' });
    setOutcome({});
    setBusy(true);
    const faults = await judge(draft, schema, kept.secrets);
    setBusy(false);
    if (latest.current !== draft) return; // it was typed on
    if (faults.length === 0) return void write(() => saveSettings(id, kept, draft ?? {}), 'saved');
    setFound(faults);
    setRefused(refused + 1);
  };
  return {
    kept, draft, edition, refused, busy, changed, ...outcome,
    faults: [...(refused > 0 ? found : []), ...(outcome.told ?? [])],
    edit,
    save,
    discard: () => begin(kept),
    revert: () => void write(() => resetSettings(id, kept), 'reverted'),
    takeNewer: () => begin(outcome.newer!),
    keepMine: () => {
      setKept(outcome.newer!);
      setOutcome({});
    },
  };
}
export type Editing = ReturnType<typeof useEditing>;
