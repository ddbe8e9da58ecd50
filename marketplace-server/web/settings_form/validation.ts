// Judges settings by a schema, but no longer than anybody waits for it: then nothing is wrong that is known here.
import type { OutputUnit } from '@cfworker/json-schema';

import type { Json, Schema } from './schema.ts';
import type { Judged, Task } from './validation_worker.ts';
import address from './validation_worker.ts?worker&url';

const patience = 5000; // milliseconds

// The one script that the console's policy lets us start, beside itself.
const policy = (globalThis as any).trustedTypes?.createPolicy('console', { createScriptURL: () => address });

let worker: Worker | undefined;
let tasks = 0;
const waiting = new Map<number, (units: OutputUnit[]) => void>();

function answer(number: number, units: OutputUnit[]) {
  waiting.get(number)?.(units);
  waiting.delete(number);
}

function started(): Worker {
  const begun = new Worker(policy?.createScriptURL('') ?? address, { type: 'module' });
  begun.onmessage = ({ data }: MessageEvent<Judged>) => answer(data.number, data.units);
  begun.onerror = stop;
  return begun;
}

function stop() {
  worker?.terminate();
  worker = undefined;
  for (const number of [...waiting.keys()]) answer(number, []);
}

export function validate(schema: Schema, draft: Task['draft'], settings: Json): Promise<OutputUnit[]> {
  worker ??= started();
  const number = ++tasks;
  return new Promise((resolve) => {
    const timer = setTimeout(stop, patience);
    waiting.set(number, (units) => {
      clearTimeout(timer);
      resolve(units);
    });
    worker!.postMessage({ number, schema, draft, settings } satisfies Task);
  });
}
