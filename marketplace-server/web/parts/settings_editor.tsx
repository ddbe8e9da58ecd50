import { useLayoutEffect } from 'preact/hooks';

import type { KeptSettings } from '../kept_settings.ts';
import type { Schema } from '../settings_form/schema.ts';
import { SettingsForm } from '../settings_form/settings_form.tsx';
import { say, sayMoment, sayOf } from '../words.ts';
import { type Editing, useEditing } from './editing.ts';
import { Seen } from './seen.tsx';
import { Trouble } from './trouble.tsx';

const by = ({ set_by, set_at }: KeptSettings) => ({ name: set_by ?? '', time: set_at ? sayMoment(new Date(set_at)) : '' });

// Whose settings count is for a person to say.
function Newer({ newer, takeNewer, keepMine }: Pick<Editing, 'takeNewer' | 'keepMine'> & { newer: KeptSettings }) {
  return (
    <Seen class="note busy">
      <p>{newer.set_at ? say('newer', by(newer)) : say('newer_file')}</p>
      <div class="buttons">
        <button type="button" class="plain" onClick={takeNewer}>{say('newer_take')}</button>
        <button type="button" class="plain" onClick={keepMine}>{say('newer_keep')}</button>
      </div>
    </Seen>
  );
}

function Actions({ kept, busy, changed, done, discard, revert, state }: Editing & { state: string }) {
  const askToRevert = () => {
    if (!busy && confirm(say('revert_ask'))) revert();
  };
  return (
    <div class={`actions${changed ? ' changed' : ''}`}>
      <div class="buttons">
        <button type="submit" class="primary" aria-disabled={busy || !changed}>{say('save')}</button>
        {changed && <button type="button" class="plain" onClick={discard}>{say('discard')}</button>}
        {kept.source === 'marketplace' && !changed && <button type="button" class="plain" onClick={askToRevert}>{say('revert')}</button>}
      </div>
      <p role="status" class={done && done !== 'nothing_changed' ? 'good' : 'soft'}>
        {busy ? say('saving') : done ? say(done, { state: sayOf('state', state) }) : changed && say('unsaved')}
      </p>
    </div>
  );
}

export function SettingsEditor({ id, state, first, schema, readOnly, again }: {
  id: string; state: string; first: KeptSettings; schema: Schema; readOnly: boolean; again: () => Promise<void>;
}) {
  const editing = useEditing(id, first, schema, again);
  const { kept, newer, problem, edition } = editing;
  // The button that was pressed may be gone.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) document.getElementById('settings')?.focus({ preventScroll: true });
  }, [edition, newer]);
  const save = (event: Event) => {
    event.preventDefault();
    editing.save();
  };
  return (
    <form noValidate onSubmit={save}>
      <p class="soft">{kept.source === 'file' ? say('source_file') : say('source_marketplace', by(kept))}</p>
      {newer && <Newer {...editing} newer={newer} />}
      {problem && <Seen><Trouble problem={problem} /></Seen>}
      <fieldset class="all" disabled={readOnly}>
        <SettingsForm key={edition} schema={schema} secrets={kept.secrets} draft={editing.draft} faults={editing.faults}
          refused={editing.refused} onChange={editing.edit} />
      </fieldset>
      {!readOnly && <Actions {...editing} state={state} />}
    </form>
  );
}
