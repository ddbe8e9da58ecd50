// verify.mjs PACKAGE TRUSTED_KEYS [TIME]: judges a Haat package, by core/signing/README.md alone. It knows neither zip64
// nor data descriptors, which it refuses, and folds names a little less exactly than Unicode asks for.
import { createHash, createPublicKey, verify as ed25519 } from 'node:crypto';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const table = Uint32Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c; });
const crc32 = (data) => { let crc = -1; for (const byte of data) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8); return ~crc >>> 0; };
class Unreadable extends Error {} const fault = (id) => { throw Object.assign(new Error(id), { id }); };
// --- the container: entries, and everything that two readers could read differently ---------------------
function readZip(zip, problem) {
  const found = [];
  for (let at = zip.length - 22; at >= Math.max(0, zip.length - 22 - 0xffff); at -= 1) if (zip.readUInt32LE(at) === 0x06054b50) found.push(at);
  if (found.length === 0) throw new Unreadable('no end record');
  const exact = found.filter((at) => at + 22 + zip.readUInt16LE(at + 20) === zip.length);
  const end = exact.at(-1) ?? found[0];
  if (exact.length === 0 || zip.readUInt32LE(end + 12) + zip.readUInt32LE(end + 16) < end) problem('zip-data-unclaimed');
  if (exact.some((at) => at !== found[0])) problem('zip-end-ambiguous');
  const [count, size, offset] = [zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 12), zip.readUInt32LE(end + 16)];
  const from = end - size, base = from - offset;
  if (from < 0 || base < 0) throw new Unreadable('the directory lies outside');
  const entries = [];
  let at = from, last = base, gap = false;
  for (; at + 46 <= end && zip.readUInt32LE(at) === 0x02014b50; at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32))
    entries.push(readEntry(zip, at, base, problem));
  if (at !== end || entries.length !== count) problem('zip-directory-contradiction');
  for (const entry of [...entries].sort((a, b) => a.from - b.from)) {
    gap ||= entry.from > last;
    if (entry.from < last) problem('zip-entries-overlap');
    last = Math.max(last, entry.to);
  }
  if (last > from || gap || last < from) problem(last > from ? 'zip-entries-overlap' : 'zip-data-unclaimed');
  return entries;
}
function readEntry(zip, at, base, problem) {
  const [maker, flags, method, crc, packed, size] = [zip[at + 5], zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 16), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)];
  const raw = zip.subarray(at + 46, at + 46 + zip.readUInt16LE(at + 28));
  const kind = zip.readUInt32LE(at + 38) >>> 28, from = zip.readUInt32LE(at + 42) + base;
  if (maker === 3 && ![0, 0o10, 0o4].includes(kind)) problem(kind === 0o12 ? 'entry-is-link' : 'entry-is-device');
  if (flags & 0x2001 || ![0, 8].includes(method)) problem(flags & 0x2001 ? 'entry-encrypted' : 'entry-compression-unusual');
  if (from + 30 > zip.length || zip.readUInt32LE(from) !== 0x04034b50) return problem('zip-headers-contradict'), { name: '', from, to: from };
  const nameLength = zip.readUInt16LE(from + 26), data = from + 30 + nameLength + zip.readUInt16LE(from + 28);
  const same = raw.equals(zip.subarray(from + 30, from + 30 + nameLength)) && zip.readUInt16LE(from + 8) === method && ((zip.readUInt16LE(from + 6) ^ flags) & 0x809) === 0 &&
    zip.readUInt32LE(from + 14) === crc && zip.readUInt32LE(from + 18) === packed && zip.readUInt32LE(from + 22) === size && (method !== 0 || packed === size);
  if (!same) problem('zip-headers-contradict');
  const to = data + packed;
  if (flags & 8 || to > zip.length) throw new Unreadable(flags & 8 ? 'a data descriptor' : 'an entry reaches beyond the end');
  let name = raw.toString('latin1');
  try { name = utf8.decode(raw); } catch { problem('entry-name-not-utf8'); }
  if (!(flags & 0x800) && /[^\0-\x7f]/.test(name)) problem('entry-name-unmarked');
  const bytes = () => {
    try {
      const part = zip.subarray(data, to), plain = method === 8 ? zlib.inflateRawSync(part, { maxOutputLength: size + 1 }) : part;
      return plain.length === size && crc32(plain) === crc ? plain : null;
    } catch { return null; }
  };
  return { name, size, from, to, bytes };
}
function judgeNames(names, problem) {
  const folded = new Map();
  for (const name of names) {
    const parts = name.replace(/\/$/, '').split('/');
    if (name === '') problem('entry-name-empty');
    else if (/^([/\\]|[A-Za-z]:)/.test(name)) problem('entry-name-absolute');
    else if (!parts.includes('..') && parts.some((part) => part === '' || part === '.')) problem('entry-name-ambiguous');
    if (parts.includes('..')) problem('entry-name-traversal');
    if (name.includes('\\')) problem('entry-name-backslash');
    if (/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(name)) problem('entry-name-control');
    const key = parts.join('/').normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
    if (folded.has(key)) problem(folded.get(key) === name ? 'entry-duplicate' : 'entry-collision');
    folded.set(key, name);
    for (let i = 1; i < parts.length; i += 1) if (names.includes(parts.slice(0, i).join('/'))) problem('entry-collision');
  }
}
// --- texts of which there must be one reading ----------------------------------------------------------
function parse(bytes, id) {
  try {
    const text = utf8.decode(bytes), value = JSON.parse(text);
    const members = (one) => one && typeof one === 'object' ? Object.values(one).reduce((sum, each) => sum + members(each), Array.isArray(one) ? 0 : Object.keys(one).length) : 0;
    const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter((match) => match[1]).length;
    return written === members(value) ? value : fault(id);  // else a member is there twice
  } catch { return fault(id); }
}
const unbase64 = (text, id) => { const bytes = Buffer.from(String(text), 'base64'); return bytes.toString('base64') === text ? bytes : fault(id); };
const isTime = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && new Date(text).toJSON()?.replace('.000', '') === text;
const signs = (path) => path.startsWith('haat/signatures/'), proves = (path) => signs(path) && path.endsWith('.tlog-proof');
function readInventory(bytes) {
  const value = parse(bytes, 'inventory-invalid');
  const right = value.format === 'haat-inventory/1' && Array.isArray(value.files) && value.files.every((file, i) => typeof file?.path === 'string' && Number.isSafeInteger(file.size) &&
    file.size >= 0 && /^[0-9a-f]{64}$/.test(file.sha256) && file.path !== 'haat/inventory.json' && !signs(file.path) && (i === 0 || Buffer.compare(Buffer.from(value.files[i - 1].path), Buffer.from(file.path)) < 0));
  const plain = right && { format: value.format, files: value.files.map(({ path, size, sha256: digest }) => ({ path, size, sha256: digest })) };
  return right && JSON.stringify(plain, null, 1) + '\n' === utf8.decode(bytes) ? value.files : fault('inventory-invalid');
}
export function readTrusted(text) {
  return text.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => {
    const [, options, key, name] = /^((?:(?:valid-from|valid-until|revoked)=\S+ )*)haat-ed25519 (\S{44}) (.+)$/.exec(line);
    const raw = Buffer.from(key, 'base64'), time = (option) => { const set = new RegExp(`${option}=(\\S+)`).exec(options); return set && Date.parse(set[1]); };
    return { id: sha256(raw).slice(0, 32), name, raw, from: time('valid-from'), until: time('valid-until'), revoked: time('revoked') };
  });
}
function judgeSignature(path, bytes, digest, trusted, now) {
  const envelope = parse(bytes, 'envelope-invalid');
  if (envelope.payloadType !== 'application/vnd.in-toto+json' || envelope.signatures?.length !== 1) fault('envelope-invalid');
  const payload = unbase64(envelope.payload, 'envelope-invalid'), { keyid, sig } = envelope.signatures[0], signature = unbase64(sig, 'envelope-invalid');
  if (signature.length !== 64) fault('envelope-invalid');
  if (path !== `haat/signatures/${keyid}.json`) fault('signature-name-wrong');
  const { _type, subject, predicateType, predicate } = parse(payload, 'statement-invalid');
  if (_type !== 'https://in-toto.io/Statement/v1' || !/^urn:haat:(authored|released):1$/.test(predicateType) || subject?.length !== 1 ||
      subject[0].name !== 'haat/inventory.json' || !/^[0-9a-f]{64}$/.test(subject[0].digest?.sha256) || !isTime(predicate?.time)) fault('statement-invalid');
  const key = trusted.find((one) => one.id === keyid), time = Date.parse(predicate.time), skew = 300_000;
  const spki = key && createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.raw]), format: 'der', type: 'spki' }), signed = Buffer.concat([Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${payload.length} `), payload]);
  if (key && !ed25519(null, signed, spki, signature)) fault('signature-wrong');
  if (subject[0].digest.sha256 !== digest) fault('signature-for-other-content');
  if (!key || key.revoked) return key ? 'revoked' : 'untrusted';
  return (key.until && Math.max(time, now) > key.until + skew) || (key.from && Math.min(time, now) < key.from - skew) || time > now + skew ? 'expired' : 'genuine';
}
// The verdict, and the ids of what is wrong.
export function verify(zip, trusted, now) {
  const problems = new Set(), problem = (id) => problems.add(id), verdicts = new Set();
  const end = (verdict) => ({ verdict: problems.size > 0 ? 'tampered' : verdict, problems: [...problems].sort() });
  try {
    const entries = readZip(zip, problem);
    judgeNames(entries.map((entry) => entry.name), problem);
    const files = new Map(entries.filter((entry) => !entry.name.endsWith('/')).map((entry) => [entry.name, entry]));
    if (problems.size > 0 || !files.has('haat/inventory.json')) return end('unsigned');
    const inventory = files.get('haat/inventory.json').bytes() ?? fault('zip-damaged'), digest = sha256(inventory), listed = new Map(readInventory(inventory).map((file) => [file.path, file]));
    for (const [name, entry] of files) {
      const told = listed.get(name), bytes = entry.bytes();
      if (bytes === null) problem('zip-damaged');
      else if (proves(name)) bytes.length <= 65536 && bytes.toString('latin1').startsWith('c2sp.org/tlog-proof@v1\n') || problem('log-proof-invalid');
      else if (signs(name)) try { verdicts.add(judgeSignature(name, bytes, digest, trusted, now)); } catch (error) { problem(error.id ?? 'envelope-invalid'); }
      else if (name !== 'haat/inventory.json' && !told) problem('file-not-in-inventory');
      else if (told && (told.size !== bytes.length || told.sha256 !== sha256(bytes))) problem('file-changed');
    }
    for (const name of listed.keys()) if (!files.has(name)) problem('file-missing');
  } catch (error) {
    if (!error.id) return { verdict: 'unreadable', problems: [] };
    problem(error.id);
  }
  return end(['genuine', 'revoked', 'expired', 'untrusted'].find((verdict) => verdicts.has(verdict)) ?? 'unsigned');
}
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , file, keys, time] = process.argv;
  const { verdict, problems } = verify(fs.readFileSync(file), readTrusted(fs.readFileSync(keys, 'utf8')), time ? Date.parse(time) : Date.now());
  console.log([verdict, ...problems].join(' '));
  process.exitCode = { genuine: 0, tampered: 1, unreadable: 3, untrusted: 4, expired: 5, revoked: 6, unsigned: 7 }[verdict];
}
