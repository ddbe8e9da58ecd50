import { useLayoutEffect, useRef } from 'preact/hooks';

import { say } from '../words.ts';
import { Field, type FieldProps, useForm } from './field.tsx';
import { FaultLine, Help, Required, useTies } from './labelled.tsx';
import { choicesOf, type Draft, idOf, type Json, kindOf, resolve, type Schema, titleOf } from './schema.ts';

function blank(schema: Schema): Json {
  switch (kindOf(schema)) {
    case 'truth': return false;
    case 'choice': return choicesOf(schema)[0]!;
    case 'list': return [];
    case 'group': return {};
    case 'json': return null;
    default: return '';
  }
}

export function ListField(field: FieldProps) {
  const ties = useTies(field);
  const { root } = useForm();
  const add = useRef<HTMLButtonElement>(null);
  const next = useRef<string | null>(null); // where the focus goes, once it is there
  const items = (field.value ?? []) as Json[];
  const itemSchema = resolve(field.schema.items, root);
  const empty = blank(itemSchema);
  const nameOf = (i: number) => say('item', { of: titleOf(itemSchema, field.label), n: i + 1 });
  const change = (to: Draft[]) => field.onChange(to.length > 0 || field.required ? (to as Json[]) : undefined);
  useLayoutEffect(() => {
    if (next.current === null) return;
    (document.getElementById(next.current) ?? add.current)?.focus();
    next.current = null;
  });
  return (
    <fieldset id={ties.id} tabIndex={-1} class={`list${ties.fault ? ' wrong' : ''}`} aria-describedby={ties.control['aria-describedby']}>
      <legend>{field.label} <Required when={field.required} /></legend>
      <Help id={ties.id} schema={field.schema} />
      {items.length > 0 && (
        <ol>
          {items.map((item, i) => (
            <li key={i}>
              <Field schema={{ ...itemSchema, title: nameOf(i) }} path={[...field.path, i]} label="" required
                value={item} onChange={(value) => change(items.map((one, k) => (k === i ? value ?? empty : one) as Draft))} />
              <button type="button" class="plain small" aria-label={say('remove_of', { of: nameOf(i) })}
                onClick={() => {
                  next.current = '';
                  change(items.filter((_, k) => k !== i));
                }}>{say('remove')}</button>
            </li>
          ))}
        </ol>
      )}
      <button ref={add} type="button" class="plain small" aria-label={say('add_to', { of: field.label })}
        onClick={() => {
          next.current = idOf([...field.path, items.length]);
          change([...items, empty]);
        }}>{say('add')}</button>
      <FaultLine {...ties} />
    </fieldset>
  );
}
