// Every machine format of haat check, on packages good and bad and with names that attack its readers, by the schema of
// whoever reads it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const npm = createRequire(path.join(process.env.HAAT_NPM_DIR, 'package.json'));
const Ajv = npm('ajv');
const { HAAT: haat, HAAT_SOURCE: source, HAAT_CORPUS: corpus, XMLLINT: xmllint } = process.env;
const targets = ['igot', 'moodle', 'openedx', 'scormcloud'];

const folder = mkdtempSync(path.join(tmpdir(), 'haat-reports-'));
after(() => rmSync(folder, { recursive: true }));

const ajv = new Ajv({ schemaId: 'auto', allErrors: true, format: 'full' });
ajv.addMetaSchema(JSON.parse(readFileSync(npm.resolve('ajv/lib/refs/json-schema-draft-04.json'))));
const schemas = {
  sarif: ajv.compile(JSON.parse(readFileSync(npm.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')))),
  json: ajv.compile(JSON.parse(readFileSync(path.join(source, 'core/qa/report.schema.json')))),
};

function write(name, files) {
  for (const [file, bytes] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name, file)), { recursive: true });
    writeFileSync(path.join(folder, name, file), bytes);
  }
  return path.join(folder, name);
}

const manifest = (body) => `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  ${body}
</manifest>
`;
const organization = (title) => `<organizations default="o">
    <organization identifier="o"><title>${title}</title><item identifier="i" identifierref="r"><title/></item></organization>
  </organizations>`;

const packages = {
  hostile: write('hostile ]]> & "<b>', {
    'imsmanifest.xml': manifest(`${organization('&lt;script>]]&gt;')}
  <resources>
    <resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html?a=&quot;&lt;"><file href="]]&gt;&lt;!--.js"/></resource>
    <resource identifier="&lt;b>" type="webcontent" adlcp:scormtype="sco" href="हिन्दी &amp;.html"/>
  </resources>`),
    'index.html': '<html><img src="\u202e<x>\u0001.png"><img src="a">\n</html>',
    '"><script>alert(1)<\u007fscript>.js': 'eval("\u202e")',
    'line\nbreak.html': '\u0000<html>\ufffe',
    'संकेत\u202e.txt': '',
  }),
  empty: write('empty', { 'readme.txt': 'no course' }),
  clean: write('clean', {
    'imsmanifest.xml': manifest(`${organization('Course').replace('<title/>', '<title>Start</title>')}
  <resources><resource identifier="r" type="webcontent" adlcp:scormtype="asset" href="index.html"><file href="index.html"/></resource></resources>`),
    'index.html': '<!doctype html>\n<html lang="en"><meta name="viewport" content="width=device-width"><title>Course</title><p>Course</p></html>\n',
    'haat/course.json': '{"id": "org.example.course", "version": "1.0.0", "title": {"en": "Course"}, "licence": "CC-BY-4.0", "duration": "PT10M", "competencies": [{"id": "CID1", "level": 2}]}',
  }),
};
const ours = Object.keys(packages);
if (existsSync(corpus))
  for (const kind of ['scorm12', 'scorm2004', 'cmi5', 'aicc'])
    for (const file of readdirSync(path.join(corpus, kind)).filter((name) => name.endsWith('.zip')).slice(0, 2))
      packages[file] = path.join(corpus, kind, file);

function check(name, format, ...options) {
  const { status, stdout, stderr } = spawnSync(haat, ['check', packages[name], '--advice', '--format', format, ...options],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ok(status === 0 || status === 1, `${name}: haat ended with ${status}: ${stderr}`);
  return stdout;
}

function valid(format, text, name) {
  const value = JSON.parse(text);
  assert.ok(schemas[format](value), `${name}: ${ajv.errorsText(schemas[format].errors)}`);
  return value;
}

function validJunit(text, name) {
  const file = path.join(folder, 'report.xml');
  writeFileSync(file, text);
  const judged = spawnSync(xmllint, ['--noout', '--nonet', '--schema', path.join(source, 'tests/reports/junit.xsd'), file], { encoding: 'utf8' });
  assert.equal(judged.status, 0, `${name}: ${judged.stderr}`);
  const count = (...xpaths) => execFileSync(xmllint, ['--xpath', `concat(${xpaths.join(', " ", ')}, "")`, file], { encoding: 'utf8' })
    .trim().split(' ').map(Number);
  const counts = (of) => [`${of}/@tests`, `count(${of}//testcase)`, `${of}/@failures`, `count(${of}//testcase[failure])`];
  const [tests, cases, failures, failed, ...inFirst] = count(...counts('/testsuites'), ...counts('/testsuites/testsuite[1]'));
  assert.deepEqual([tests, failures], [cases, failed], name);
  assert.deepEqual([inFirst[0], inFirst[2]], [inFirst[1], inFirst[3]], name);
  return { failures, ofPlatform: count('count(//testcase[starts-with(@classname, "target.")])', 'count(//testcase[starts-with(@classname, "target.")]/failure)') };
}

test('SARIF is valid SARIF 2.1.0, and its indices lead where they should', () => {
  for (const name of Object.keys(packages)) {
    const { runs } = valid('sarif', check(name, 'sarif'), name);
    assert.equal(runs.length, 1);
    for (const result of runs[0].results) {
      assert.equal(runs[0].tool.driver.rules[result.ruleIndex].id, result.ruleId);
      const { uri, index } = result.locations[0].physicalLocation.artifactLocation;
      assert.equal(runs[0].artifacts[index].location.uri, uri);
      assert.doesNotThrow(() => decodeURIComponent(uri));
    }
    const prints = runs[0].results.map((result) => result.partialFingerprints['haatFinding/v1']);
    assert.equal(new Set(prints).size, prints.length, `${name}: two findings of one fingerprint`);
  }
});

test('SARIF shows what a platform will do as a run of its own', () => {
  for (const name of ours)
    for (const target of targets) {
      const { runs } = valid('sarif', check(name, 'sarif', '--target', target), `${name}, ${target}`);
      const { prediction } = valid('json', check(name, 'json', '--target', target), `${name}, ${target}`);
      assert.equal(runs.length, 2);
      assert.equal(runs[1].automationDetails.id, `haat/target/${target}`);
      assert.equal(runs[1].properties.fate, prediction.fate);
      assert.deepEqual(runs[1].results.map((result) => result.ruleId), prediction.effects.map((each) => each.effect));
      for (const result of runs[1].results) assert.equal(runs[1].tool.driver.rules[result.ruleIndex].id, result.ruleId);
    }
});

test('JSON follows the schema that it is published with, and counts what it lists', () => {
  for (const name of Object.keys(packages)) {
    const report = valid('json', check(name, 'json'), name);
    const count = (severity) => report.findings.filter((finding) => finding.severity === severity).length;
    assert.deepEqual([count('error'), count('warning'), count('advice')], [report.errors, report.warnings, report.advice], name);
  }
});

test('JUnit is what its readers have in common, and counts its tests', () => {
  for (const name of Object.keys(packages)) {
    const { errors, findings } = valid('json', check(name, 'json'), name);
    const { failures, ofPlatform } = validJunit(check(name, 'junit'), name);
    const failing = new Set(findings.filter((finding) => finding.severity === 'error').map((finding) => finding.rule));
    assert.equal(failures, failing.size, `${name} has ${errors} errors`);
    assert.deepEqual(ofPlatform, [0, 0]);
  }
});

test('JUnit fails for a platform only where it will refuse', () => {
  for (const name of ours)
    for (const target of targets) {
      const { prediction } = valid('json', check(name, 'json', '--target', target), name);
      const { ofPlatform } = validJunit(check(name, 'junit', '--target', target), `${name}, ${target}`);
      assert.deepEqual(ofPlatform, [1, prediction.fate === 'refused' ? 1 : 0]);
    }
});
