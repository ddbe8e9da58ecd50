import { useEffect, useState } from 'preact/hooks';

import type { Problem } from '../api.ts';
import { type KeptSettings, loadSchema, loadSettings } from '../kept_settings.ts';
import { account } from '../session.ts';
import type { Schema } from '../settings_form/schema.ts';
import { say, sayOf } from '../words.ts';
import { SettingsEditor } from './settings_editor.tsx';
import { Trouble } from './trouble.tsx';

// A provider's settings, for whoever may see them, and in a form that may change something for whoever may do that.
export function ProviderSettings({ id, state, again }: { id: string; state: string; again: () => Promise<void> }) {
  const [all, setAll] = useState<{ kept: KeptSettings; schema?: Schema }>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    Promise.all([loadSettings(id), loadSchema(id)]).then(([kept, schema]) => setAll({ kept, schema }), setProblem);
  }, [id]);
  const { name, role } = account.value!;
  const me = { name, role: sayOf('role', role) };
  const forbidden = problem?.code === 'role-not-allowed';
  const readOnly = role !== 'admin';
  return (
    <section class="card settings" aria-labelledby="settings">
      <h2 id="settings" tabIndex={-1}>{say('settings')}</h2>
      {forbidden && <p class="note calm">{say('settings_forbidden', me)}</p>}
      {problem && !forbidden && <div role="alert"><Trouble problem={problem} /></div>}
      {all && readOnly && <p class="note calm">{say('settings_read_only', me)}</p>}
      {all && !all.schema && <p class="note calm">{say('settings_no_schema')}</p>}
      {all && <SettingsEditor id={id} state={state} first={all.kept} schema={all.schema ?? {}} readOnly={readOnly} again={again} />}
    </section>
  );
}
