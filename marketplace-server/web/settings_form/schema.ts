// The part of JSON Schema that a form can be drawn from. What is beyond it is edited as JSON, and judged all the same.
import type { Schema } from '@cfworker/json-schema';

export type { Schema };
export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };
export type Path = (string | number)[];

// What was typed where JSON is asked for, and is none yet.
export class Unreadable {
  constructor(readonly text: string) {}
}
export type Draft = Json | Unreadable | undefined;

export const isObject = (value: unknown): value is { [member: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unreadable);

const isScalar = (value: unknown) => value === null || typeof value !== 'object';

// References within the document are followed; what stands beside one counts, too.
export function resolve(schema: unknown, root: Schema, depth = 0): Schema {
  if (!isObject(schema)) return {};
  const target = schema.$ref;
  if (typeof target !== 'string' || !target.startsWith('#/') || depth > 8) return schema;
  const names = target.slice(2).split('/').map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = names.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), root);
  const { $ref: _, ...beside } = schema;
  return { ...resolve(found, root, depth + 1), ...beside };
}

// Groups within groups are drawn so far.
export const deepest = 6;

export type Kind = 'text' | 'number' | 'truth' | 'choice' | 'list' | 'group' | 'json';

export function kindOf(schema: Schema): Kind {
  if (choicesOf(schema).length > 0) return 'choice';
  switch (schema.type) {
    case 'string': return 'text';
    case 'integer':
    case 'number': return 'number';
    case 'boolean': return 'truth';
    case 'array': return isObject(schema.items) && !schema.prefixItems ? 'list' : 'json';
    case 'object':
    case undefined: return isObject(schema.properties) ? 'group' : 'json';
    default: return 'json';
  }
}

// Whether its groups have more members than a page can be drawn of, groups within groups and all. A few references suffice for
// millions.
export function isVast(schema: Schema, root: Schema): boolean {
  const most = 2000;
  let members = 0;
  const grows = (one: Schema, depth: number): boolean =>
    kindOf(one) === 'group' && depth < deepest && Object.values(one.properties ?? {}).some((inner) =>
      ++members > most || grows(resolve(inner, root), depth + 1));
  return grows(schema, 0);
}

export function choicesOf(schema: Schema): Json[] {
  const all = schema.enum ?? (schema.const !== undefined ? [schema.const] : []);
  return all.every(isScalar) ? all : [];
}

// Whether a control of that kind can show the value, as it may have come from a file.
export function fits(kind: Kind, value: Draft): boolean {
  if (value === undefined) return true;
  switch (kind) {
    case 'text': return typeof value === 'string';
    case 'number': return typeof value === 'number' || typeof value === 'string';
    case 'truth': return typeof value === 'boolean';
    case 'choice': return isScalar(value);
    case 'list': return Array.isArray(value);
    case 'group': return isObject(value);
    case 'json': return true;
  }
}

export const titleOf = (schema: Schema, name: string): string => (typeof schema.title === 'string' && schema.title) || name;

export const pointerOf = (path: Path) => path.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
export const pathOf = (pointer: string): Path =>
  pointer.split('/').slice(1).map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
export const idOf = (path: Path) => `setting.${path.map((name) => encodeURIComponent(name)).join('.')}`;
