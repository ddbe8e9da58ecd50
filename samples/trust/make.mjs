// make.mjs FOLDER: writes the vectors. Every byte follows from this file: keys from their names, and
// nothing is compressed. Packages are what any tool could have written, and then what none should have.
import { createHash, createPrivateKey, createPublicKey, sign as ed25519 } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const folder = process.argv[2];
const now = '2026-11-25T12:00:00Z';
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const bytes = (text) => Buffer.from(text);
const base64 = (buffer) => buffer.toString('base64');

// --- keys -------------------------------------------------------------------------------------------

const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
function makeKey(name, options = '') {
  const seed = sha256(`haat sample key ${name}`);  // known to everybody: good for samples only
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { name, secret, raw, id: sha256(raw).toString('hex').slice(0, 32), line: `${options}haat-ed25519 ${base64(raw)} ${name}` };
}
const author = makeKey('Institute of Examples');
const market = makeKey('Example Marketplace');
const old = makeKey('Institute of Yesterday', 'valid-until=2026-06-01T00:00:00Z ');
const young = makeKey('Institute of Tomorrow', 'valid-from=2027-01-01T00:00:00Z ');
const stolen = makeKey('Institute of Thieves', 'revoked=2026-10-01T00:00:00Z ');
const stranger = makeKey('Somebody');

// --- what a package says of itself ------------------------------------------------------------------

const content = {
  'data/lesson.txt': bytes('Wash your hands before you help.\n'),
  'haat/course.json': bytes('{"id": "org.example.first-aid", "version": "1.0.0"}\n'),
  'imsmanifest.xml': bytes('<manifest identifier="first-aid"/>\n'),
  'index.html': bytes('<!doctype html><title>First aid</title>\n'),
  'पाठ.txt': bytes('सहायता करने से पहले हाथ धोएँ।\n'),
};
const bytewise = (a, b) => Buffer.compare(bytes(a), bytes(b));
const fileOf = ([name, data]) => ({ path: name, size: data.length, sha256: sha256(data).toString('hex') });
const inventoryOf = (files) => ({ format: 'haat-inventory/1', files: Object.entries(files).sort(([a], [b]) => bytewise(a, b)).map(fileOf) });
const canonical = (value) => bytes(JSON.stringify(value, null, 1) + '\n');

const payloadType = 'application/vnd.in-toto+json';
const encode = (type, payload) => Buffer.concat([bytes(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload]);
function statementOf(inventory, change = {}) {
  const { kind = 'authored', time = '2026-11-23T06:41:46Z' } = change;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'haat/inventory.json', digest: { sha256: sha256(inventory).toString('hex') } }],
    predicateType: `urn:haat:${kind}:1`,
    predicate: { course: 'org.example.first-aid', version: '1.0.0', time },
  };
}
const envelopeOf = (type, payload, key, signature) => ({ payloadType: type, payload: base64(payload), signatures: [{ keyid: key.id, sig: base64(signature) }] });
function seal(inventory, key, change = {}) {
  const payload = bytes(JSON.stringify(statementOf(inventory, change)));
  return envelopeOf(payloadType, payload, key, ed25519(null, encode(payloadType, payload), key.secret));
}
const signatureFile = (key, envelope) => ({ name: `haat/signatures/${key.id}.json`, data: Buffer.isBuffer(envelope) ? envelope : canonical(envelope) });

// --- zips -------------------------------------------------------------------------------------------

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c; });
const crc32 = (data) => ~data.reduce((crc, byte) => crcTable[(crc ^ byte) & 255] ^ (crc >>> 8), -1) >>> 0;
const little = (width, value) => { const buffer = Buffer.alloc(width); buffer.writeUIntLE(value, 0, width); return buffer; };
const record = (...fields) => Buffer.concat(fields.map((field) => Buffer.isBuffer(field) ? field : little(...field)));

// Of an entry: name, data; and what a liar changes: method, flags, mode, crc, localName, localSize, gap, hidden, offset.
function zip(entries, { before = bytes(''), gap = bytes(''), comment = bytes(''), after = bytes(''), count } = {}) {
  const parts = [before], directory = [];
  let at = before.length, listed = 0;
  for (const entry of entries) {
    const { name, data, method = 0, flags = 0x800, mode = 0, localName = name } = entry;
    const packed = method === 8 ? zlib.deflateRawSync(data, { level: 0 }) : data;
    const crc = entry.crc ?? crc32(data);
    const [raw, localRaw] = [bytes(name), bytes(localName)];
    const local = record([4, 0x04034b50], [2, 20], [2, flags], [2, method], [4, 0x00210000], [4, crc],
      [4, entry.localSize ?? packed.length], [4, entry.localSize ?? data.length], [2, localRaw.length], [2, 0], localRaw);
    parts.push(entry.gap ?? bytes(''), local, packed);
    const offset = entry.offset ?? at + (entry.gap?.length ?? 0);
    at += (entry.gap?.length ?? 0) + local.length + packed.length;
    if (entry.hidden) continue;
    listed += 1;
    directory.push(record([4, 0x02014b50], [2, mode ? 0x0314 : 20], [2, 20], [2, flags], [2, method], [4, 0x00210000], [4, crc],
      [4, packed.length], [4, data.length], [2, raw.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, mode * 65536], [4, offset], raw));
  }
  const list = Buffer.concat(directory);
  return Buffer.concat([...parts, gap, list, record([4, 0x06054b50], [2, 0], [2, 0], [2, count ?? listed], [2, count ?? listed],
    [4, list.length], [4, at + gap.length], [2, comment.length]), comment, after]);
}
const entriesOf = (files) => Object.entries(files).sort(([a], [b]) => bytewise(a, b))
  .map(([name, data]) => ({ name, data, method: name.endsWith('.txt') ? 8 : 0 }));

// --- the vectors ------------------------------------------------------------------------------------

const inventory = canonical(inventoryOf(content));
const inventoryEntry = { name: 'haat/inventory.json', data: inventory };
const whole = [...entriesOf(content), inventoryEntry];
const by = (key, change) => signatureFile(key, seal(inventory, key, change));
const signed = [...whole, by(author)];
const vectors = [];
function vector(name, why, verdict, problems, data) {
  vectors.push({ package: `${name}.zip`, why, verdict, problems });
  fs.writeFileSync(path.join(folder, `${name}.zip`), data);
}
const tampered = (name, why, problem, data) => vector(name, why, 'tampered', [problem], data);
const changed = (name, change) => signed.map((entry) => entry.name === name ? { ...entry, ...change(entry) } : entry);
// Files that the author signed as they are, however odd their names.
function withFiles(files, options) {
  const list = canonical(inventoryOf({ ...content, ...files }));
  return zip([...entriesOf({ ...content, ...files }), { name: 'haat/inventory.json', data: list }, signatureFile(author, seal(list, author))], options);
}
const withInventory = (list) => zip([...entriesOf(content), { name: 'haat/inventory.json', data: list }, signatureFile(author, seal(list, author))]);
const withEnvelope = (envelope, key = author) => zip([...whole, signatureFile(key, envelope)]);

fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(path.join(folder, 'trusted_keys'), '# What the vectors are judged by.\n' + [author, market, old, young, stolen].map((key) => key.line + '\n').join(''));
fs.writeFileSync(path.join(folder, 'inventory.json'), inventory);
fs.writeFileSync(path.join(folder, 'envelope.json'), canonical(seal(inventory, author)));
fs.writeFileSync(path.join(folder, 'statement.json'), JSON.stringify(statementOf(inventory)));

vector('genuine', 'The author signed it.', 'genuine', [], zip(signed));
vector('genuine-released', 'The author and the marketplace signed it.', 'genuine', [], zip([...signed, by(market, { kind: 'released' })]));
const proof = (text) => ({ name: `haat/signatures/${market.id}.tlog-proof`, data: Buffer.from(text) });
vector('genuine-logged', 'It carries a proof for whoever knows the log.', 'genuine', [], zip([...signed, proof(`c2sp.org/tlog-proof@v1\nextra ${Buffer.from('{}').toString('base64')}\nindex 0\n\nhaat/${market.id}\n1\n`)]));
tampered('log-proof-other', 'What lies where a log\'s proof does is a page.', 'log-proof-invalid', zip([...signed, proof('<!doctype html>')]));
vector('genuine-beside-stranger', 'A stranger signed it, too.', 'genuine', [], zip([...signed, by(stranger)]));
vector('genuine-beside-revoked', 'One signature counts, another no longer does.', 'genuine', [], zip([...signed, by(stolen)]));
vector('unsigned', 'Nobody signed it.', 'unsigned', [], zip(whole));
vector('unsigned-no-inventory', 'An ordinary course package.', 'unsigned', [], zip(entriesOf(content)));
vector('untrusted', 'Only a stranger signed it.', 'untrusted', [], zip([...whole, by(stranger)]));
vector('expired-key', 'The key of whoever signed it has ended since.', 'expired', [], zip([...whole, by(old, { time: '2026-05-01T00:00:00Z' })]));
vector('expired-before-signing', 'The key had ended when it signed.', 'expired', [], zip([...whole, by(old, { time: '2026-07-01T00:00:00Z' })]));
vector('expired-not-begun', 'The key has not begun yet.', 'expired', [], zip([...whole, by(young, { time: '2027-02-01T00:00:00Z' })]));
vector('expired-from-the-future', 'The signature is dated later than now.', 'expired', [], zip([...whole, by(author, { time: '2026-11-25T12:05:01Z' })]));
vector('genuine-clock-ahead', 'The signer\'s clock is ahead by what is allowed.', 'genuine', [], zip([...whole, by(author, { time: '2026-11-25T12:05:00Z' })]));
vector('revoked-key', 'The key is revoked; the signature is dated before that.', 'revoked', [], zip([...whole, by(stolen, { time: '2026-01-01T00:00:00Z' })]));

tampered('file-added', 'A file came after signing.', 'file-not-in-inventory', zip([...signed, { name: 'extra.js', data: bytes('evil()\n') }]));
tampered('file-removed', 'A file was taken out.', 'file-missing', zip(signed.filter((entry) => entry.name !== 'index.html')));
tampered('file-changed', 'One byte is another, and the zip agrees with it.', 'file-changed', zip(changed('index.html', () => ({ data: bytes('<!doctype html><title>First aim</title>\n') }))));
tampered('file-damaged', 'One byte is another, and the zip\'s checksum says so.', 'zip-damaged', zip(changed('index.html', (entry) => ({ data: bytes('<!doctype html><title>First aim</title>\n'), crc: crc32(entry.data) }))));
tampered('file-swapped', 'Two files changed places.', 'file-changed', zip(changed('index.html', () => ({ data: content['imsmanifest.xml'] }))));

tampered('name-twice', 'Two entries of one name, the first as signed.', 'entry-duplicate', zip([...signed, { name: 'index.html', data: bytes('evil\n') }]));
tampered('name-twice-first', 'Two entries of one name, the last as signed.', 'entry-duplicate', zip([{ name: 'index.html', data: bytes('evil\n') }, ...signed]));
tampered('name-twice-inventory', 'Two inventories.', 'entry-duplicate', zip([...signed, inventoryEntry]));
tampered('name-case', 'Two names that differ in case only.', 'entry-collision', withFiles({ 'INDEX.html': bytes('evil\n') }));
tampered('name-unicode', 'Two names that differ in Unicode form only.', 'entry-collision', withFiles({ 'caf\u00e9.txt': bytes('a\n'), 'cafe\u0301.txt': bytes('b\n') }));
tampered('name-file-and-folder', 'A file where another needs a folder.', 'entry-collision', withFiles({ 'data': bytes('a file\n') }));
tampered('name-traversal', 'A name that leads out.', 'entry-name-traversal', withFiles({ '../evil.txt': bytes('evil\n') }));
tampered('name-absolute', 'A name from the disk\'s root.', 'entry-name-absolute', withFiles({ '/evil.txt': bytes('evil\n') }));
tampered('name-backslash', 'A folder to Windows only.', 'entry-name-backslash', withFiles({ 'a\\b.txt': bytes('evil\n') }));
tampered('name-control', 'A name with a line end.', 'entry-name-control', withFiles({ 'a\nb.txt': bytes('evil\n') }));
tampered('name-dot', 'Another name for another file.', 'entry-name-ambiguous', withFiles({ './index.html': bytes('evil\n') }));
tampered('name-unmarked', 'Not ASCII and not marked as UTF-8.', 'entry-name-unmarked', zip(changed('पाठ.txt', () => ({ flags: 0 }))));

tampered('data-before', 'Another program\'s file in front, offsets moved along (Janus).', 'zip-data-unclaimed', zip(signed, { before: bytes('dex\n035\0evil') }));
tampered('data-before-unmoved', 'The same, offsets as they were.', 'zip-data-unclaimed', Buffer.concat([bytes('#!/bin/sh\n'), zip(signed)]));
tampered('data-between', 'Bytes between two entries.', 'zip-data-unclaimed', zip(changed('index.html', () => ({ gap: bytes('evil') }))));
tampered('data-hidden-entry', 'An entry that the directory does not list, for readers that go from the front.', 'zip-data-unclaimed', zip([...signed, { name: 'evil.js', data: bytes('evil()\n'), hidden: true }]));
tampered('data-before-directory', 'Bytes before the directory (where APK v2 keeps its block).', 'zip-data-unclaimed', zip(signed, { gap: bytes('evil') }));
tampered('data-behind', 'Bytes behind the end.', 'zip-data-unclaimed', zip(signed, { after: bytes('evil') }));
tampered('end-twice', 'A whole other zip in the comment.', 'zip-end-ambiguous', zip(signed, { comment: zip([]) }));
tampered('count-wrong', 'One entry more than announced.', 'zip-directory-contradiction', zip(signed, { count: signed.length - 1 }));
tampered('header-name', 'The local header has another name.', 'zip-headers-contradict', zip(changed('index.html', () => ({ localName: 'index.htm1' }))));
tampered('header-size', 'The local header has another size.', 'zip-headers-contradict', zip(changed('index.html', () => ({ localSize: 4 }))));
tampered('link', 'A symbolic link.', 'entry-is-link', zip(changed('index.html', () => ({ mode: 0o120777 }))));
tampered('encrypted', 'An entry marked as encrypted.', 'entry-encrypted', zip(changed('index.html', () => ({ flags: 0x801 }))));
tampered('method', 'An entry compressed in a way that few readers know.', 'entry-compression-unusual', zip(changed('index.html', () => ({ method: 12 }))));

tampered('inventory-indented', 'The inventory, indented by two blanks.', 'inventory-invalid', withInventory(bytes(JSON.stringify(inventoryOf(content), null, 2) + '\n')));
tampered('inventory-unsorted', 'The inventory in another order.', 'inventory-invalid', withInventory(canonical({ ...inventoryOf(content), files: inventoryOf(content).files.reverse() })));
tampered('inventory-member-added', 'The inventory with a member more.', 'inventory-invalid', withInventory(canonical({ ...inventoryOf(content), note: '' })));
tampered('inventory-member-twice', 'A member of the inventory twice.', 'inventory-invalid', withInventory(bytes(inventory.toString().replace('"size"', '"size": 1,\n   "size"'))));
tampered('inventory-of-itself', 'The inventory lists a signature.', 'inventory-invalid', withInventory(canonical(inventoryOf({ ...content, 'haat/signatures/x.json': bytes('') }))));
tampered('inventory-upper-case', 'A digest in capitals.', 'inventory-invalid', withInventory(bytes(inventory.toString().replace(/"sha256": "([0-9a-f]+)"/, (_, hex) => `"sha256": "${hex.toUpperCase()}"`))));

const envelope = seal(inventory, author);
const payload = Buffer.from(envelope.payload, 'base64');
const signature = Buffer.from(envelope.signatures[0].sig, 'base64');
const withSignature = (bytesOfIt) => withEnvelope(envelopeOf(payloadType, payload, author, bytesOfIt));
const sealText = (text) => envelopeOf(payloadType, bytes(text), author, ed25519(null, encode(payloadType, bytes(text)), author.secret));
tampered('payload-type', 'Signed as another kind of document.', 'envelope-invalid', withEnvelope(envelopeOf('text/plain', payload, author, ed25519(null, encode('text/plain', payload), author.secret))));
tampered('payload-type-swapped', 'Signed as another kind of document, and relabelled.', 'signature-wrong', withSignature(ed25519(null, encode('text/plain', payload), author.secret)));
tampered('payload-bare', 'Signed without the pre-authentication encoding.', 'signature-wrong', withSignature(ed25519(null, payload, author.secret)));
tampered('payload-changed', 'The statement\'s time was changed.', 'signature-wrong', withEnvelope({ ...envelope, payload: base64(bytes(payload.toString().replace('06:41:46', '06:41:47'))) }));
tampered('payload-spelling', 'Base64 without its padding.', 'envelope-invalid', withEnvelope({ ...envelope, signatures: [{ keyid: author.id, sig: base64(signature).replaceAll('=', '') }] }));
tampered('payload-alphabet', 'Base64 for URLs.', 'envelope-invalid', withEnvelope({ ...envelope, payload: base64(payload) + '-_==' }));
tampered('key-confusion', 'A stranger\'s signature under the author\'s key id.', 'signature-wrong', withSignature(ed25519(null, encode(payloadType, payload), stranger.secret)));
tampered('key-name', 'The author\'s signature in a file named after another key.', 'signature-name-wrong', zip([...whole, { name: `haat/signatures/${market.id}.json`, data: canonical(envelope) }]));
tampered('key-twice', 'Two signatures in one envelope.', 'envelope-invalid', withEnvelope({ ...envelope, signatures: [...envelope.signatures, seal(inventory, market).signatures[0]] }));
tampered('key-none', 'An envelope without a signature.', 'envelope-invalid', withEnvelope({ ...envelope, signatures: [] }));
tampered('for-another-package', 'The author\'s signature of another package.', 'signature-for-other-content', withEnvelope(seal(bytes('another'), author)));
tampered('one-of-two-bad', 'The author\'s signature is right, the marketplace\'s is not.', 'signature-wrong', zip([...signed, signatureFile(market, envelopeOf(payloadType, payload, market, signature))]));
// Ed25519 signs with S below the group's order L; S + L would be a second signature of the same.
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const scalar = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + order;
tampered('signature-malleable', 'A second spelling of the author\'s signature.', 'signature-wrong', withSignature(Buffer.concat([signature.subarray(0, 32), Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse()])));
tampered('signature-zero', '64 bytes of nothing.', 'signature-wrong', withSignature(Buffer.alloc(64)));
tampered('envelope-member-twice', 'Two payloads, of which readers take one or the other.', 'envelope-invalid', withEnvelope(bytes(canonical(envelope).toString().replace('"payload":', '"payload": "e30=",\n "payload":'))));
tampered('statement-type', 'A statement of a kind that nobody knows.', 'statement-invalid', withEnvelope(seal(inventory, author, { kind: 'blessed' })));
tampered('statement-subjects', 'A statement about two things.', 'statement-invalid', withEnvelope(sealText(JSON.stringify((({ subject, ...rest }) => ({ ...rest, subject: [...subject, ...subject] }))(statementOf(inventory))))));
tampered('statement-time', 'A time that is none.', 'statement-invalid', withEnvelope(seal(inventory, author, { time: '2026-02-30T00:00:00Z' })));

fs.writeFileSync(path.join(folder, 'vectors.json'), JSON.stringify({ now, trusted: 'trusted_keys', vectors }, null, 1) + '\n');
