import { createContext } from 'preact';
import type { ComponentType } from 'preact';
import { useContext, useState } from 'preact/hooks';

import { ChoiceField } from './choice_field.tsx';
import { GroupField } from './group_field.tsx';
import { JsonField } from './json_field.tsx';
import type { Fault } from './judge.ts';
import { ListField } from './list_field.tsx';
import { NumberField } from './number_field.tsx';
import { deepest, type Draft, fits, type Kind, kindOf, type Path, resolve, type Schema, titleOf } from './schema.ts';
import { TextField } from './text_field.tsx';
import { TruthField } from './truth_field.tsx';

// What all fields of one form know.
export interface Form {
  root: Schema;
  secrets: string[]; // of which a value is kept
  faults: Fault[];
  vast: boolean; // groups within it are shown as JSON
}
export const FormContext = createContext<Form>({ root: {}, secrets: [], faults: [], vast: false });
export const useForm = () => useContext(FormContext);

// What each kind of field gets. `onChange(undefined)` takes the value away.
export interface FieldProps {
  schema: Schema;
  path: Path;
  id?: string; // of its control, where it is not that of its path
  label: string;
  required: boolean;
  value: Draft;
  onChange: (value: Draft) => void;
}

const fields: Record<Kind, ComponentType<FieldProps>> = {
  text: TextField,
  number: NumberField,
  truth: TruthField,
  choice: ChoiceField,
  list: ListField,
  group: GroupField,
  json: JsonField,
};
export function Field({ schema, label, ...rest }: Omit<FieldProps, 'schema'> & { schema: unknown }) {
  const { root, vast } = useForm();
  const own = resolve(schema, root);
  const kind = kindOf(own);
  // Once shown as JSON it stays so, however it is edited.
  const [asJson] = useState(!fits(kind, rest.value) || rest.path.length > deepest || (vast && kind === 'group'));
  const Shown = asJson ? JsonField : fields[kind];
  return <Shown schema={own} label={titleOf(own, label)} {...rest} />;
}
