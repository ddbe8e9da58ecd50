import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';

import { say } from '../words.ts';
import { FormContext } from './field.tsx';
import { Members } from './group_field.tsx';
import type { Fault } from './judge.ts';
import { type Draft, idOf, isVast, type Path, resolve, type Schema, titleOf } from './schema.ts';

// The field that shows a place: its own, or that of the nearest around it.
function ownerOf(path: Path): HTMLElement | null {
  const around = path.slice(0, -1);
  const own = document.getElementById(idOf(path)) ?? document.getElementById(`${idOf(around)}.further`);
  return own || path.length === 0 ? own : ownerOf(around);
}

function nameOf(path: Path, root: Schema): string {
  let schema = root;
  const names = path.map((name) => {
    const inList = schema.items !== undefined;
    schema = resolve(inList ? schema.items : schema.properties?.[name], root);
    return inList ? Number(name) + 1 : titleOf(schema, String(name));
  });
  return names.join(' › ');
}

// What is wrong, all of it, with a way to each. It takes the focus when settings were refused.
function Faults({ faults, root }: { faults: Fault[]; root: Schema }) {
  return (
    <ul>
      {faults.map((fault) => (
        <li>
          {fault.path.length > 0 && (
            <><a href={`#${idOf(fault.path)}`} onClick={(event) => {
              event.preventDefault();
              ownerOf(fault.path)?.focus();
            }}>{nameOf(fault.path, root)}</a>: </>
          )}
          <span lang={fault.foreign ? 'en' : undefined}>{fault.says()}</span>
        </li>
      ))}
    </ul>
  );
}

// Settings as fields, by their JSON Schema. `refused` counts the times that they were.
export function SettingsForm({ schema, secrets, draft, faults, refused, onChange }: {
  schema: Schema; secrets: string[]; draft: Draft; faults: Fault[]; refused: number; onChange: (draft: Draft) => void;
}) {
  const summary = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (refused > 0) summary.current?.focus();
  }, [refused]);
  const root = resolve(schema, schema);
  const vast = useMemo(() => isVast(root, schema), [schema]);
  const field = { schema: root, path: [], label: say('settings'), required: true, value: draft, onChange };
  return (
    <FormContext.Provider value={{ root: schema, secrets, faults, vast }}>
      {faults.length > 0 && (
        <div class="note bad" ref={summary} tabIndex={-1} role="alert">
          <p>{say('refused')}</p>
          <Faults faults={faults} root={schema} />
        </div>
      )}
      <Members field={field} />
    </FormContext.Provider>
  );
}
