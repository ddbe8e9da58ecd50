import { say } from '../words.ts';
import type { FieldProps } from './field.tsx';
import { Labelled, shownAs, useTies } from './labelled.tsx';
import { choicesOf, type Json } from './schema.ts';

export function ChoiceField(field: FieldProps) {
  const ties = useTies(field);
  const choices = choicesOf(field.schema);
  const value = field.value as Json | undefined;
  // A value that is none of them is shown, too: it has to be seen to be mended.
  const all = value === undefined || choices.includes(value) ? choices : [value, ...choices];
  return (
    <Labelled field={field} ties={ties}>
      <select {...ties.control} class="short" value={value === undefined ? '' : JSON.stringify(value)}
        onChange={({ currentTarget }) => field.onChange(currentTarget.value === '' ? undefined : JSON.parse(currentTarget.value))}>
        {(!field.required || value === undefined) && <option value="">{say('not_set')}</option>}
        {all.map((one) => <option value={JSON.stringify(one)}>{shownAs(one)}</option>)}
      </select>
    </Labelled>
  );
}
