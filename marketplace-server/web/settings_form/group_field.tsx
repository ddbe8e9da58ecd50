import { useState } from 'preact/hooks';

import { say } from '../words.ts';
import { Field, type FieldProps, useForm } from './field.tsx';
import { JsonField } from './json_field.tsx';
import { FaultLine, Help, Required, useTies } from './labelled.tsx';
import { type Draft, idOf, isObject, type Json, resolve, Unreadable } from './schema.ts';
import { SecretField } from './secret_field.tsx';

type Members = { [name: string]: Json };

// What the schema does not name. Where it allows that, there is a place for it; where it is there in spite of it, it is shown.
function Further({ field, members, change }: { field: FieldProps; members: Members; change: (members: Members) => void }) {
  const { secrets } = useForm();
  const named = { ...field.schema.properties, ...(field.path.length === 0 && Object.fromEntries(secrets.map((name) => [name, true]))) };
  const further = Object.fromEntries(Object.entries(members).filter(([name]) => !Object.hasOwn(named, name)));
  const some = Object.keys(further).length > 0;
  const title = say(Object.keys(named).length > 0 ? 'further' : 'settings');
  const [open] = useState(some || field.schema.properties === undefined);
  if (!some && field.schema.additionalProperties === false) return null;
  const kept = Object.fromEntries(Object.entries(members).filter(([name]) => Object.hasOwn(named, name)));
  const within = (name: string) => !Object.hasOwn(named, name);
  // What is typed and no object yet waits under a name that is none.
  const waits = further[''] as Draft;
  const taken = (value: Draft): Members => {
    if (value === undefined) return {};
    return isObject(value) ? value : { '': (value instanceof Unreadable ? value : new Unreadable(JSON.stringify(value))) as unknown as Json };
  };
  return (
    <details class="further" open={open}>
      <summary>{title}</summary>
      <JsonField schema={{}} path={field.path} id={`${idOf(field.path)}.further`} label={title} required={false}
        value={waits instanceof Unreadable ? waits : some ? further : undefined} within={within}
        onChange={(value) => change({ ...kept, ...taken(value) })} />
    </details>
  );
}

export function Members({ field }: { field: FieldProps }) {
  const { root, secrets } = useForm();
  const { schema, path } = field;
  const members = (field.value ?? {}) as Members;
  const change = (to: Members) => field.onChange(Object.keys(to).length > 0 || field.required ? to : undefined);
  const set = (name: string) => (value: Draft) => {
    const { [name]: _, ...others } = members;
    change(value === undefined ? others : { ...others, [name]: value as Json });
  };
  const kept = path.length === 0 ? secrets : [];
  const named: Record<string, unknown> = schema.properties ?? {};
  // The server also keeps back what the schema does not describe: that may be a secret, too.
  const names = [...Object.keys(named), ...kept.filter((name) => !Object.hasOwn(named, name))];
  return (
    <>
      {names.map((name) => {
        const own = {
          schema: resolve(named[name], root), path: [...path, name], label: name, required: Boolean(schema.required?.includes(name)),
          value: members[name], onChange: set(name),
        };
        const secret = kept.includes(name) || (path.length === 0 && own.schema.writeOnly);
        return secret ? <SecretField key={name} {...own} kept={kept.includes(name)} /> : <Field key={name} {...own} />;
      })}
      <Further field={field} members={members} change={change} />
    </>
  );
}

export function GroupField(field: FieldProps) {
  const ties = useTies(field);
  return (
    <fieldset id={ties.id} tabIndex={-1} class={ties.fault ? 'wrong' : ''} aria-describedby={ties.control['aria-describedby']}>
      <legend>{field.label} <Required when={field.required} /></legend>
      <Help id={ties.id} schema={field.schema} />
      <FaultLine {...ties} />
      <Members field={field} />
    </fieldset>
  );
}
