import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { say } from '../words.ts';
import { Field, type FieldProps } from './field.tsx';
import { FaultLine, Help, Labelled, Required, useTies } from './labelled.tsx';
import { kindOf, titleOf } from './schema.ts';

// A secret is never shown: it stays (its member is left out), is taken away (null), or gets another value.
export function SecretField(field: FieldProps & { kept: boolean }) {
  const ties = useTies(field);
  const { schema, value, kept, onChange } = field;
  const label = titleOf(schema, field.label);
  const [asked, setReplacing] = useState(false);
  const replacing = asked || (value !== undefined && value !== null);
  const box = useRef<HTMLDivElement>(null);
  const moved = useRef(false); // the button that was pressed is gone; the next takes the focus
  useLayoutEffect(() => {
    if (moved.current) box.current?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
    moved.current = false;
  });
  const turn = (toReplacing: boolean, to: null | undefined) => () => {
    moved.current = true;
    setReplacing(toReplacing);
    onChange(to);
  };
  const keep = <button type="button" class="plain small" onClick={turn(false, undefined)}>{say('secret_keep')}</button>;
  if (!kept || replacing)
    return (
      <div ref={box} class="secret">
        {kindOf(schema) === 'text' ? (
          <Labelled field={{ ...field, label }} ties={ties}>
            <input {...ties.control} type="password" autocomplete="new-password" spellcheck={false} value={typeof value === 'string' ? value : ''}
              onInput={({ currentTarget }) => onChange(currentTarget.value || undefined)} />
          </Labelled>
        ) : <Field {...field} />}
        {kept && keep}
      </div>
    );
  return (
    <div ref={box} class={`field secret${ties.fault ? ' wrong' : ''}`} role="group" id={ties.id} tabIndex={-1} aria-labelledby={`${ties.id}.label`}
      aria-describedby={ties.control['aria-describedby']}>
      <span class="label" id={`${ties.id}.label`}>{label} <Required when={field.required} /></span>
      <Help id={ties.id} schema={schema} />
      <div class="secret-state">
        <span class={value === null ? 'state busy' : 'state good'}>{say(value === null ? 'secret_goes' : 'secret_set')}</span>
        {value === null ? keep : (
          <>
            <button type="button" class="plain small" aria-label={say('replace_of', { of: label })} onClick={turn(true, undefined)}>{say('replace')}</button>
            <button type="button" class="plain small" aria-label={say('remove_of', { of: label })} onClick={turn(false, null)}>{say('remove')}</button>
          </>
        )}
      </div>
      <FaultLine {...ties} />
    </div>
  );
}
