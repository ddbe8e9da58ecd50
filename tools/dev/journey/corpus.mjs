// Courses that others made, of each standard, go the whole way too. They are not ours to commit: they lie beside the checkout.
import fs from 'node:fs';
import path from 'node:path';

import { publishes } from './story.mjs';

const courses = [
  { zip: 'scorm12/RuntimeBasicCalls_SCORM12.zip', name: 'golf-scorm12' },
  { zip: 'scorm2004/SequencingPostTestRollup4thEd_SCORM20044thEdition.zip', name: 'golf-scorm2004' },
  { zip: 'cmi5/single_au_basic_framed.zip', name: 'cmi5-basic' },
  { zip: 'wild/rise-publicpro.zip', name: 'rise' },
];

export function corpusTravels(people) {
  const corpus = process.env.HAAT_CORPUS ?? path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../../../../shared/corpus');
  console.log('\n# Courses of others: imported, tagged, packed, signed, published, accepted, bought and proven');
  if (!fs.existsSync(corpus))
    throw new Error('the corpus of courses is not beside this checkout (../shared/corpus); HAAT_CORPUS names another place');
  for (const { zip, name } of courses) {
    const id = `org.example.${name}`;
    people.does('partner', ['import', path.join(corpus, zip), name, '--id', id, '--language', 'en',
      '--competency', 'CID1:2', '--licence', 'CC-BY-4.0', '--duration', 'PT30M', '--provider', 'Example Institute']);
    const submission = publishes(people, name, `${name}.zip`);
    people.judges('curator', submission);
    people.does('curator', ['review', 'accept', submission], { says: 'live' });
    people.does('buyer', ['get', id, '--output', `${name}-bought.zip`], { says: 'GENUINE' });
    people.does('buyer', ['verify', `${name}-bought.zip`], { says: ['GENUINE', 'checked and released by'] });
  }
}
