// Prints the house: its floors, which may know which and why, and where each third-party library lives. Read from the includes
// of the tree; an arrow or a library that is not in the tables below is a fault.
//   tools/dev/house            prints it
//   tools/dev/house --check    also fails if tests/architecture/house.txt differs
//   tools/dev/house --record   writes that file
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const arrows = [
  ['sdk/host', 'core', 'results, errors, time and signatures'],
  ['sdk/host', 'sdk/provider', 'the C ABI that it loads'],
  ['sdk/authoring', 'core', 'packages, manifests, keys and rules'],
  ['plugins', 'sdk/provider', 'the one class to derive: what we cannot do with it, a partner could not either'],
  ['marketplace-server', 'core', 'judges what is submitted'],
  ['marketplace-server', 'sdk/host', 'runs the providers'],
  ['tools', 'core', 'the command judges, signs and verifies'],
  ['tools', 'sdk/authoring', 'the command makes courses and talks to marketplaces'],
  ['tools', 'sdk/host', 'the worker is a program around it'],
  ['tools', 'sdk/provider', 'shows what a provider may say'],
  ['tools', 'marketplace-server', 'may know everything'],
  ['tools', 'plugins', 'may know everything'],
  ['samples', 'sdk/provider', 'only as it is installed'],
];
const floors = ['core', 'sdk/provider', 'sdk/host', 'sdk/authoring', 'plugins', 'marketplace-server', 'tools', 'samples'];

// Library, how its headers begin, and the only places that may name them.
const libraries = [
  ['libarchive', /^archive(_entry)?\.h$/, ['core/package', 'plugins/table/zip_parts.cpp']],
  ['zlib', /^zlib\.h$/, ['core/package']],
  ['libdeflate', /^libdeflate\.h$/, ['core/package/deflate.cpp']],
  ['ICU', /^unicode\//, ['core/package', 'core/text_encoding.cpp', 'core/qa/cells.cpp', 'sdk/host/wire', 'marketplace-server/names/look_alike.cpp', 'marketplace-server/store', 'plugins/partner']],
  ['OpenSSL', /^openssl\//, ['core/package/digest.cpp']],
  ['pugixml', /^pugixml\.hpp$/, ['core/manifest', 'core/xml', 'marketplace-server/blobs/s3']],
  ['libxml2', /^libxml\//, ['core/manifest', 'plugins/partner', 'plugins/table/xml_reader.cpp']],
  ['gumbo', /^gumbo\.h$/, ['core/content']],
  ['libsodium', /^sodium\.h$/, ['core/signing']],
  ['nlohmann/json', /^nlohmann\//, ['core/json', 'plugins']],
  ['libcsv', /^csv\.h$/, ['plugins/table/csv.cpp', 'marketplace-server/endpoints/csv.cpp']],
  ['rhonabwy', /^rhonabwy\.h$/, ['marketplace-server/oidc/id_token.cpp']],
  ['valijson', /^valijson\//, ['core/json']],
  ['Boost.DLL', /^boost\//, ['sdk/host']],
  ['libseccomp', /^seccomp\.h$/, ['sdk/host']],
  ['c-ares', /^ares/, ['marketplace-server/names/txt_records.cpp']],
  ['libcurl', /^curl\//, ['sdk/host/http', 'marketplace-server/blobs/s3']],
  ['cmark-gfm', /^cmark-gfm/, ['sdk/authoring']],
  ['Poco::Util', /^Poco\/Util\//, ['marketplace-server']],
  ['Poco Checksum', /^Poco\/Checksum\.h$/, ['marketplace-server/auth/token.cpp']],
  ['Poco::Net', /^Poco\//, ['marketplace-server/http', 'marketplace-server/main.cpp', 'marketplace-server/screening/clamd.cpp', 'sdk/authoring']],
  ['prometheus-cpp', /^prometheus\//, ['marketplace-server/operation/metrics.cpp']],
  ['SQLite', /^sqlite3\.h$/, ['marketplace-server/store/sqlite']],
  ['libpq', /^libpq-fe\.h$/, ['marketplace-server/store/postgresql']],
  ['CLI11', /^CLI\//, ['tools/haat/syntax.cpp']],
  ['GoogleTest', /^g(test|mock)\//, []],
];

const floorOf = (file) => floors.find((floor) => file === floor || file.startsWith(`${floor}/`));
const within = (file, places) => places.some((place) => file === place || file.startsWith(`${place}/`));

const files = execFileSync('git', ['-C', root, 'ls-files', '-z', '--', ...floors], { encoding: 'utf8' })
  .split('\0').filter((file) => /\.(c|h|cpp|hpp)(\.in)?$/.test(file) && fs.existsSync(path.join(root, file)));

const faults = [];
const seen = new Map(arrows.map(([from, to]) => [`${from} ${to}`, 0]));
for (const file of files) {
  const from = floorOf(file);
  fs.readFileSync(path.join(root, file), 'utf8').split('\n').forEach((line, index) => {
    const include = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/.exec(line);
    if (!include) return;
    const [, , header] = include;
    const place = `${file}:${index + 1}`;
    const to = floorOf(header);
    if (header.startsWith('tests/')) faults.push(`${place}: nothing may know the tests`);
    if (to && to !== from) {
      const key = `${from} ${to}`;
      if (seen.has(key)) seen.set(key, seen.get(key) + 1);
      else faults.push(`${place}: ${from} may not know ${to} (${header})`);
    }
    const library = libraries.find(([, pattern]) => pattern.test(header));
    if (library && !within(file, library[2])) faults.push(`${place}: ${library[0]} belongs in ${library[2].join(', ') || 'the tests'}`);
    if (library?.[0] === 'nlohmann/json' && file.endsWith('.hpp') && !/^(core\/json\/|plugins\/partner\/json\.hpp$)/.test(file)) faults.push(`${place}: JSON stays out of headers`);
  });
}

const drawing = `tools   marketplace-server        samples (installed sdk only)
   \\     /      |
 sdk/authoring  sdk/host          plugins
       |            |               |
      core      sdk/provider  <-----+
       ^------------+ (sdk/host also stands on core)

Who may know whom, and for what:
${arrows.filter(([from, to]) => seen.get(`${from} ${to}`) > 0 || from === 'samples').map(([from, to, why]) => `  ${from.padEnd(19)}-> ${to.padEnd(14)}${why}`).join('\n')}

Where each library lives, and nowhere else:
${libraries.filter(([, , places]) => places.length > 0).map(([name, , places]) => `  ${name.padEnd(15)}${places.join(', ')}`).join('\n')}
`;

const recorded = path.join(root, 'tests/architecture/house.txt');
if (process.argv[2] === '--record') fs.writeFileSync(recorded, drawing);
process.stdout.write(drawing);
if (process.argv[2] === '--check' && fs.readFileSync(recorded, 'utf8') !== drawing)
  faults.push('tests/architecture/house.txt is out of date: tools/dev/house --record writes it');
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
