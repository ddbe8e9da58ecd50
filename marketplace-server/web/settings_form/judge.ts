// What is wrong with settings by their schema, in words, each at its place. The server judges again, and has the last word.
import type { OutputUnit } from '@cfworker/json-schema';

import { say, sayOf } from '../words.ts';
import { type Draft, isObject, type Json, type Path, pathOf, resolve, type Schema, Unreadable } from './schema.ts';
import { validate } from './validation.ts';

export interface Fault {
  path: Path;
  says: () => string; // in the language of then
  foreign?: boolean; // it is the server's sentence, in English
}

type Said = (rule: any, schema: Schema) => string;
const number = (word: 'fault_minimum' | 'fault_maximum' | 'fault_above' | 'fault_below' | 'fault_multiple'
  | 'fault_short' | 'fault_long' | 'fault_few' | 'fault_many'): Said => (rule) => say(word, { n: rule });

// By keyword.
const words: Record<string, Said> = {
  type: (rule) => say('fault_type', { type: [rule].flat().map((name) => sayOf('type', name)).join(', ') }),
  enum: (rule) => say('fault_enum', { values: rule.map((value: Json) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ') }),
  const: (rule) => say('fault_enum', { values: typeof rule === 'string' ? rule : JSON.stringify(rule) }),
  minLength: (rule) => (rule === 1 ? say('fault_empty') : say('fault_short', { n: rule })),
  maxLength: number('fault_long'),
  pattern: (_, schema) => (schema.description ? say('fault_form', { form: schema.description }) : say('fault_pattern', { pattern: schema.pattern! })),
  format: (rule, schema) => (schema.description ? say('fault_form', { form: schema.description }) : say('fault_form', { form: sayOf('format', rule) })),
  minimum: number('fault_minimum'),
  maximum: number('fault_maximum'),
  exclusiveMinimum: number('fault_above'),
  exclusiveMaximum: number('fault_below'),
  multipleOf: number('fault_multiple'),
  minItems: number('fault_few'),
  maxItems: number('fault_many'),
  uniqueItems: () => say('fault_twice'),
  false: () => say('fault_unknown'),
};

// What only says that something within does not fit.
const containers = new Set(['properties', 'additionalProperties', 'patternProperties', 'items', 'prefixItems', 'allOf', '$ref', 'then', 'else']);
// Where several ways would do, none of them is what is wrong.
const ways = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains', 'dependentSchemas']);

function at(location: string, root: Schema): [rule: unknown, within: Schema] {
  let within: Schema = root;
  let rule: unknown = root;
  for (const name of pathOf(decodeURIComponent(location.slice(1)))) {
    within = isObject(rule) ? resolve(rule, root) : {};
    rule = name === '$ref' ? within : (within as any)[name];
  }
  return [rule, within];
}

function faultsOf(unit: OutputUnit, settings: Json, root: Schema): Fault[] {
  const path = pathOf(decodeURIComponent(unit.instanceLocation.slice(1)));
  const [rule, within] = at(unit.keywordLocation, root);
  const value = path.reduce<any>((holder, name) => holder?.[name], settings);
  if (unit.keyword === 'required')
    return (rule as string[]).filter((name) => !Object.hasOwn(value, name)).map((name) => ({ path: [...path, name], says: () => say('fault_required') }));
  if (value === '') return [{ path, says: () => say('fault_empty') }];
  const said = rule === undefined && unit.keyword !== 'false' ? undefined : words[unit.keyword];
  return [said ? { path, says: () => said(rule, within) } : { path, says: () => unit.error, foreign: true }];
}

function unreadable(draft: Draft, path: Path = []): Fault[] {
  if (draft instanceof Unreadable) return [{ path, says: () => say('fault_json') }];
  if (Array.isArray(draft)) return draft.flatMap((item, i) => unreadable(item, [...path, i]));
  return isObject(draft) ? Object.entries(draft).flatMap(([name, value]) => unreadable(value, [...path, name])) : [];
}

// A secret that stays is not here to be judged: whatever it is, it is there.
function withKept(settings: { [name: string]: Json }, schema: Schema, secrets: string[]): [Json, Schema] {
  const full = { ...settings };
  const properties = { ...schema.properties };
  for (const name of secrets) {
    if (full[name] === null) delete full[name]; // it is to be taken away
    if (name in settings) continue;
    full[name] = '';
    properties[name] = true;
  }
  return [full, { ...schema, properties }];
}

export async function judge(draft: Draft, schema: Schema, secrets: string[]): Promise<Fault[]> {
  const unread = unreadable(draft);
  if (unread.length > 0) return unread;
  const root = resolve(schema, schema);
  const [settings, judged] = isObject(draft) ? withKept(draft, root, secrets) : [(draft ?? {}) as Json, root];
  const units = await validate(judged, String(schema.$schema).includes('draft-07') ? '7' : '2020-12', settings);
  const several = units.filter(({ keyword }) => ways.has(keyword)).map(({ keywordLocation }) => `${keywordLocation}/`);
  const faults = units
    .filter(({ keyword, keywordLocation }) => !containers.has(keyword) && !several.some((way) => keywordLocation.startsWith(way)))
    .flatMap((unit) => faultsOf(unit, settings, judged));
  // One sentence a place is enough; they stand as the fields do.
  const order = Object.keys(judged.properties ?? {});
  return faults.filter((fault, i) => faults.findIndex((other) => String(other.path) === String(fault.path)) === i)
    .sort((a, b) => order.indexOf(String(a.path[0])) - order.indexOf(String(b.path[0])));
}
