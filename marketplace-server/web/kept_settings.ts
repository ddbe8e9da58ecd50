// A provider's settings, as GET /api/v1/providers/{id}/settings tells them.
import { ask, pathOf, type Problem } from './api.ts';
import type { Json, Schema } from './settings_form/schema.ts';

export interface KeptSettings {
  settings: { [name: string]: Json };
  secrets: string[]; // those that have a value; they are left out of `settings`
  source: 'file' | 'marketplace';
  set_at: string | null;
  set_by: string | null;
  tag: string;
}

const addressOf = (id: string) => pathOf('providers', id, 'settings');

export async function loadSettings(id: string): Promise<KeptSettings> {
  const { value, tag } = await ask<Omit<KeptSettings, 'tag'>>('GET', addressOf(id));
  return { ...value, tag };
}

// A provider without a schema has settings all the same.
export const loadSchema = (id: string): Promise<Schema | undefined> =>
  ask<Schema>('GET', pathOf('providers', id, 'settings-schema')).then(({ value }) => value, (problem: Problem) => {
    if (problem.code === 'provider-schema-missing') return undefined;
    throw problem;
  });

// Both only if nobody has changed them since they were `seen`.
export const saveSettings = (id: string, seen: KeptSettings, settings: unknown) => ask('PUT', addressOf(id), { match: seen.tag, body: { settings } });
export const resetSettings = (id: string, seen: KeptSettings) => ask('DELETE', addressOf(id), { match: seen.tag });
