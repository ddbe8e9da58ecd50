import { useState } from 'preact/hooks';

import { say } from '../words.ts';
import type { FieldProps } from './field.tsx';
import { Labelled, useTies } from './labelled.tsx';
import { type Draft, type Json, Unreadable } from './schema.ts';

function read(text: string): Draft {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return new Unreadable(text);
  }
}
const written = (value: Draft) => (value instanceof Unreadable ? value.text : value === undefined ? '' : JSON.stringify(value, null, 2));
const same = (a: Draft, b: Draft) => written(a) === written(b);

// For what no other field can show.
export function JsonField(field: FieldProps & { within?: (name: string) => boolean }) {
  const ties = useTies(field, field.within ?? (() => true));
  const [typed, setTyped] = useState(written(field.value));
  const shown = same(read(typed), field.value) ? typed : written(field.value);
  return (
    <Labelled field={{ ...field, label: say('as_json', { of: field.label }) }} ties={ties}>
      <textarea {...ties.control} class="json" rows={Math.min(16, Math.max(3, shown.split('\n').length))} spellcheck={false} value={shown}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          field.onChange(read(currentTarget.value));
        }} />
    </Labelled>
  );
}
