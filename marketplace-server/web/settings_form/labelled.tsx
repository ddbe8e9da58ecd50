import type { ComponentChildren } from 'preact';

import { say } from '../words.ts';
import { type FieldProps, useForm } from './field.tsx';
import { idOf, type Json, type Schema } from './schema.ts';

export const shownAs = (value: Json): string =>
  typeof value === 'string' ? value : typeof value === 'boolean' ? say(value ? 'yes' : 'no')
    : Array.isArray(value) ? value.map(shownAs).join(', ') : JSON.stringify(value);

// What is said beside a field, and what it is tied to its control by.
export function useTies({ path, required, id = idOf(path) }: FieldProps, within?: (name: string) => boolean) {
  const fault = useForm().faults.find((one) => path.every((name, i) => String(name) === String(one.path[i])) &&
    (one.path.length === path.length || within?.(String(one.path[path.length]))));
  return {
    id,
    fault,
    control: {
      id,
      'aria-invalid': Boolean(fault),
      'aria-required': required,
      'aria-describedby': `${fault ? `${id}.fault ` : ''}${id}.help`,
    },
  };
}

export type Ties = ReturnType<typeof useTies>;

export function Required({ when }: { when: boolean }) {
  return when ? <span class="required">{say('required')}</span> : null;
}

export function Help({ id, schema }: { id: string; schema: Schema }) {
  return (
    <p class="help" id={`${id}.help`}>
      {typeof schema.description === 'string' && <span lang="en">{schema.description}</span>}
      {schema.default !== undefined && <span class="default">{say('default', { value: shownAs(schema.default) })}</span>}
    </p>
  );
}

export function FaultLine({ id, fault }: Ties) {
  return <p class="error" id={`${id}.fault`} lang={fault?.foreign ? 'en' : undefined}>{fault?.says()}</p>;
}

// A control with its label above, its description, and what is wrong with it.
export function Labelled({ field, ties, children }: { field: FieldProps; ties: Ties; children: ComponentChildren }) {
  return (
    <div class={`field${ties.fault ? ' wrong' : ''}`}>
      <label for={ties.id}>{field.label} <Required when={field.required} /></label>
      <Help id={ties.id} schema={field.schema} />
      {children}
      <FaultLine {...ties} />
    </div>
  );
}
