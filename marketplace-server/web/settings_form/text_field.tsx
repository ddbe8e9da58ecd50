import type { FieldProps } from './field.tsx';
import { Labelled, useTies } from './labelled.tsx';

const modes: Record<string, 'url' | 'email'> = { uri: 'url', url: 'url', email: 'email' };

export function TextField(field: FieldProps) {
  const ties = useTies(field);
  const { schema, required, onChange } = field;
  const value = typeof field.value === 'string' ? field.value : '';
  const shared = {
    ...ties.control,
    value,
    autocomplete: 'off',
    spellcheck: false,
    onInput: (event: Event) => {
      const text = (event.target as HTMLInputElement).value;
      onChange(text || required ? text : undefined);
    },
  };
  const lines = value.includes('\n') || schema.contentMediaType !== undefined;
  return (
    <Labelled field={field} ties={ties}>
      {lines ? <textarea rows={4} {...shared} />
        : schema.writeOnly ? <input type="password" {...shared} />
          : schema.format === 'date' ? <input type="date" class="short" {...shared} />
            : <input type="text" inputMode={modes[schema.format ?? '']} {...shared} />}
    </Labelled>
  );
}
