// A repository that speaks OAI-PMH 2.0 (openarchives.org/OAI/openarchivesprotocol.html) with 240 records: oai_dc and oai_lom, sets,
// days as granularity, deleted records, and resumption tokens that hold all they stand for.
import { fileURLToPath } from 'node:url';
import { bytes, show, status, xml } from './partner.mjs';

export const count = 240, listSize = 90;
const isDeleted = (i) => i % 20 === 7;
const setOf = (i) => (i % 3 === 0 ? 'nursing' : 'trades');
const dateOf = (i) => `2024-0${1 + Math.floor(i / 40)}-15`;
const identifier = (i) => `oai:repository.example.org:course/${i}`;
export const expected = Array.from({ length: count }, (_, i) => i).filter((i) => !isDeleted(i)).map(identifier);

const packageOf = (i, base) => (i % 10 === 0 ? `${base}/files/${i}.ZIP?download=1` : '');

const dc = (i, base) => `<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <dc:title>${i % 2 ? 'प्राथमिक उपचार' : 'First aid &amp; burns'} ${i}</dc:title>
  <dc:description>What to do
    before the doctor comes</dc:description>
  <dc:language>${['eng', 'hin', 'pt_BR', 'Klingonese'][i % 4]}</dc:language>
  <dc:rights>Free for all</dc:rights>
  <dc:rights>https://creativecommons.org/licenses/by-sa/4.0/</dc:rights>
  <dc:identifier>https://repository.example.org/handle/${i}</dc:identifier>
  ${packageOf(i, base) && `<dc:identifier>${packageOf(i, base)}</dc:identifier>`}</oai_dc:dc>`;

const lom = (i, base) => `<lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general>
  <title><string language="en">First aid ${i}</string><string language="hi">प्राथमिक उपचार ${i}</string></title>
  <language>hi</language><description><string language="hi">विवरण</string></description></general>
  <lifeCycle><version><string language="en">1.${i}</string></version></lifeCycle>
  <technical><location>${packageOf(i, base)}</location><duration><duration>PT2M</duration></duration></technical>
  <educational><typicalLearningTime><duration>${i % 2 ? 'PT1H30M' : 'ninety minutes'}</duration></typicalLearningTime></educational>
  <rights><copyrightAndOtherRestrictions><value>yes</value></copyrightAndOtherRestrictions>
    <description><string language="en">CC BY 4.0</string></description></rights></lom>`;
const metadata = { oai_dc: dc, oai_lom: lom };

const header = (i) => `<header${isDeleted(i) ? ' status="deleted"' : ''}><identifier>${identifier(i)}</identifier>
  <datestamp>${dateOf(i)}</datestamp><setSpec>${setOf(i)}</setSpec></header>`;
const record = (i, prefix, base) =>
  `<record>${header(i)}${isDeleted(i) ? '' : `<metadata>${metadata[prefix](i, base)}</metadata>`}</record>`;

export const envelope = (inner) => xml(`<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2024-08-01T00:00:00Z</responseDate>
<request>http://repository.example.org/oai</request>${inner}</OAI-PMH>`);
export const error = (code) => envelope(`<error code="${code}">What a person may read</error>`);

function listRecords(query, base) {
  let from = 0, ask = { prefix: query.get('metadataPrefix'), set: query.get('set'), since: query.get('from') };
  if (query.has('resumptionToken')) {
    if ([...query.keys()].length !== 2) return error('badArgument');
    try {
      ({ from, ask } = JSON.parse(Buffer.from(query.get('resumptionToken'), 'base64url')));
    } catch {
      return error('badResumptionToken');
    }
  }
  if (!metadata[ask.prefix]) return error('cannotDisseminateFormat');
  if (ask.since && !/^\d{4}-\d{2}-\d{2}$/.test(ask.since)) return error('badArgument');
  const all = Array.from({ length: count }, (_, i) => i)
    .filter((i) => (!ask.set || setOf(i) === ask.set) && (!ask.since || dateOf(i) >= ask.since));
  if (all.length === 0) return error('noRecordsMatch');
  const page = all.slice(from, from + listSize), next = from + listSize;
  const token = next < all.length ? Buffer.from(JSON.stringify({ from: next, ask })).toString('base64url') : '';
  return envelope(`<ListRecords>${page.map((i) => record(i, ask.prefix, base)).join('')}
    <resumptionToken completeListSize="${all.length}" cursor="${from}">${token}</resumptionToken></ListRecords>`);
}

// `zip`: what its packages are.
export const repository = (zip) => (request) => {
  const base = `http://${request.headers.host}`;
  if (request.path.startsWith('/files/')) return bytes(zip);
  if (request.path !== '/oai') return status(404);
  const { query } = request;
  if (query.get('verb') === 'Identify') return envelope('<Identify><repositoryName>Courses of\n Example</repositoryName><deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DD</granularity></Identify>');
  if (query.get('verb') === 'ListRecords') return listRecords(query, base);
  if (query.get('verb') !== 'GetRecord') return error('badVerb');
  const i = Array.from({ length: count }, (_, n) => identifier(n)).indexOf(query.get('identifier'));
  if (i < 0) return error('idDoesNotExist');
  return envelope(`<GetRecord>${record(i, query.get('metadataPrefix'), base)}</GetRecord>`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await show(repository(Buffer.from('PK\x03\x04')));
