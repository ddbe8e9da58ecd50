import { say } from '../words.ts';
import type { FieldProps } from './field.tsx';
import { FaultLine, Help, Labelled, Required, useTies } from './labelled.tsx';

// With a default there are two answers, else a third: none.
export function TruthField(field: FieldProps) {
  const ties = useTies(field);
  const { schema, label, value, onChange } = field;
  if (typeof schema.default !== 'boolean')
    return (
      <Labelled field={field} ties={ties}>
        <select {...ties.control} class="short" value={String(value ?? '')}
          onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value === 'true')}>
          <option value="">{say('not_set')}</option>
          <option value="true">{say('yes')}</option>
          <option value="false">{say('no')}</option>
        </select>
      </Labelled>
    );
  return (
    <div class={`field${ties.fault ? ' wrong' : ''}`}>
      <div class="check">
        <input {...ties.control} aria-required={undefined} type="checkbox" checked={Boolean(value ?? schema.default)}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
        <label for={ties.id}>{label} <Required when={field.required} /></label>
      </div>
      <Help id={ties.id} schema={{ description: schema.description }} />
      <FaultLine {...ties} />
    </div>
  );
}
