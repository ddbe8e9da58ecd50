// sentences.mjs ROOT: what rules and platforms say in English, and core/qa/languages in other languages, are the same sentences.
// The examples of rules show most of them; this reads all from the sources, where they stand in pieces.
import fs from 'node:fs';
import path from 'node:path';

const root = process.argv[2];

// What rules look for or compare with, and nobody reads.
const unread = new Set([
  'demanded by the strict wildcard', 'use XML_PARSE_HUGE', 'not proper UTF-8',
  'it leads out of the package', 'it does not end with a slash', 'the first manifest is found',
]);
// Chapters for the words of libraries.
const foreign = new Set(['xml', 'json']);

const sources = (folder) => fs.readdirSync(path.join(root, folder), { recursive: true })
  .filter((name) => /\.[ch]pp$/.test(name)).map((name) => path.join(folder, name)).sort();

// The texts of a source, those that stand behind each other as one. Not what documents a rule or an effect.
function texts(file) {
  const source = fs.readFileSync(path.join(root, file), 'utf8')
    .replace(/^#.*$/gm, '').replace(/R"\(.*?\)"/gs, '').replace(/("(?:[^"\\\n]|\\.)*")|\/\/.*$/gm, '$1')
    .replace(/^(constinit )?const(expr)? (Rule|EffectKind|std::string_view) ?\w+ ?[={].*?;$/gms, '');
  return [...source.matchAll(/"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*/g)].map(([all]) =>
    [...all.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, text]) => text.replace(/\\(["\\])/g, '$1')).join(''));
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const pattern = (pieces) => new RegExp(`^${pieces.map(escaped).join('.+')}$`);
// A sentence, and what of it stands between two values: a source may have values in its texts.
const patterns = (english) => {
  const pieces = english.split('{}');
  return pieces.flatMap((_, from) => pieces.map((__, to) => pieces.slice(from, to + 1)))
    .filter((part) => part.length > 1 && part.join('').length > 10).map(pattern);
};
let faults = 0;
function fault(sentence) {
  console.log(sentence);
  faults += 1;
}

const descriptions = JSON.stringify(JSON.parse(fs.readFileSync(path.join(root, 'core/course/course.schema.json'), 'utf8')))
  .matchAll(/"description":("(?:[^"\\]|\\.)*")/g);
// Behind the name of the package, which a finding leaves out, ": " goes with it.
const said = [...new Set([...sources('core').flatMap(texts).flatMap((text) => [text, text.replace(/^: /, '')]), ...[...descriptions].map(([, text]) => JSON.parse(text))])]
  .filter((text) => text.length > 2 || /\W/.test(text) || text === 's').sort((a, b) => b.length - a.length);

// Whether the words can be put together out of what stands in sources. Of single letters anything could be.
function isSaid(words) {
  return words === '' || said.some((text) => words.startsWith(text) && isSaid(words.slice(text.length)));
}

const folder = path.join(root, 'core/qa/languages');
for (const name of fs.readdirSync(folder)) {
  const language = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
  if (language.rules === undefined) continue;
  const chapters = [...Object.entries(language.rules), ...Object.entries(language.effects)].map(([id, each]) => [id, each.messages ?? {}]);
  chapters.push(...Object.entries(language.phrases));
  const phrases = chapters.flatMap(([chapter, each]) => Object.keys(each).map((english) => ({ chapter, english })));

  for (const { chapter, english } of phrases)
    if (!foreign.has(chapter) && !english.split('{}').every(isSaid) && !said.some((text) => pattern(english.split('{}')).test(text)))
      fault(`core/qa/languages/${name}: ${chapter}: nothing says "${english}" any more`);

  const all = phrases.map(({ english }) => english).join('\n');
  const parts = phrases.flatMap(({ english }) => patterns(english));
  for (const file of ['core/qa/rules', 'core/qa/targets', 'core/manifest'].flatMap(sources))
    for (const text of texts(file))
      if (/^[a-z ,;:"<>.]/.test(text) && /[a-z]{2}.* .* [a-z]/.test(text) && !unread.has(text) && !all.includes(text) &&
          !parts.some((each) => each.test(text)))
        fault(`${file}: "${text}" has no words in core/qa/languages/${name}; if nobody reads it, name it in tests/architecture/sentences.mjs`);
  console.log(`core/qa/languages/${name}: ${phrases.length} sentences`);
}
console.log(`${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
