// The judging itself, in a thread of its own: the schema is a stranger's, and may cost any time.
import { Validator } from '@cfworker/json-schema';
import type { OutputUnit } from '@cfworker/json-schema';

import type { Json, Schema } from './schema.ts';

export interface Task {
  number: number;
  schema: Schema;
  draft: '7' | '2020-12';
  settings: Json;
}
export interface Judged {
  number: number;
  units: OutputUnit[];
}
const most = 1000; // that anybody reads

function judge({ schema, draft, settings }: Task): OutputUnit[] {
  try {
    return new Validator(schema, draft, false).validate(settings).errors.slice(0, most);
  } catch {
    return []; // a pattern that browsers do not read, perhaps
  }
}

self.onmessage = ({ data }: MessageEvent<Task>) => self.postMessage({ number: data.number, units: judge(data) } satisfies Judged);
