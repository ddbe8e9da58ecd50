import { useState } from 'preact/hooks';

import type { FieldProps } from './field.tsx';
import { Labelled, useTies } from './labelled.tsx';
import type { Draft } from './schema.ts';

// What is no number stays a text, of which the schema says that it is none.
const read = (text: string): Draft => (text.trim() === '' ? undefined : /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text) ? Number(text) : text);

export function NumberField(field: FieldProps) {
  const ties = useTies(field);
  const [typed, setTyped] = useState('');
  // "1." is a number on its way to be another: it is not written anew under whoever types.
  const shown = read(typed) === field.value ? typed : String(field.value ?? '');
  return (
    <Labelled field={field} ties={ties}>
      <input {...ties.control} type="text" class="short" inputMode={field.schema.type === 'integer' ? 'numeric' : 'decimal'} autocomplete="off" value={shown}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          field.onChange(read(event.currentTarget.value));
        }} />
    </Labelled>
  );
}
