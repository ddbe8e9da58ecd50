// A platform built on Sunbird: composite and content search, content read (knowlg.sunbird.org, "Content APIs"), behind a gateway that
// asks for a key. 230 courses; their ECARs lie on another host.
import { fileURLToPath } from 'node:url';
import { bytes, json, show, status } from './partner.mjs';

export const count = 230, key = 'gateway-key';
export const idOf = (i) => `do_3130${String(i).padStart(6, '0')}`;

const languages = [
  [['English'], 'Hindi'], [['Hindi'], undefined], [['English'], ['Tamil', 'English']], [['English'], 'Other'], [['Odia'], null], [['Several'], []],
];
const content = (i, store) => ({
  identifier: idOf(i), name: i % 2 ? `प्राथमिक उपचार ${i}` : `First aid ${i}`, description: 'Burns &amp; cuts', primaryCategory: 'Course', objectType: 'Content',
  language: languages[i % 6][0], medium: languages[i % 6][1], duration: ['5400', 60, '45.7', 'PT5M', -3, null][i % 6], pkgVersion: 1 + i, license: 'CC BY 4.0',
  status: 'Live', channel: i < 10 ? 'small' : 'large', mimeType: 'application/vnd.ekstep.content-collection',
  ...(i % 4 === 0 ? { downloadUrl: `${store}/ecar/${idOf(i)}.ecar` } : {}),
});

export const envelope = (id, { code = 'OK', err = null, result = {}, http = 200 } = {}) => json({
  id, ver: '1.0', ts: '2024-08-01T00:00:00.000Z', params: { resmsgid: 'r', msgid: 'm', status: code === 'OK' ? 'successful' : 'failed', err, errmsg: err && 'What a person may read' },
  responseCode: code, result,
}, http);

// `zip`: what its packages are; `store`: where.
export const platform = (zip, store) => (request) => {
  if (request.headers.authorization !== `Bearer ${key}`) return json({ message: 'Unauthorized' }, 401);
  const all = Array.from({ length: count }, (_, i) => content(i, store()));
  if (request.method === 'POST' && ['/api/content/v1/search', '/api/composite/v1/search'].includes(request.path)) {
    const { filters, offset, limit, fields, sort_by: sort } = JSON.parse(request.body).request;
    if (filters.primaryCategory.includes('Broken')) return envelope('api.content.search', { code: 'CLIENT_ERROR', err: 'ERR_CONTENT_SEARCH_FIELDS_MISSING', http: 400 });
    const found = all.filter((one) => filters.primaryCategory.includes(one.primaryCategory) && filters.status.includes(one.status) &&
      (!filters.channel || one.channel === filters.channel) && (!filters.medium || filters.medium.includes(one.medium)));
    if (sort.identifier !== 'asc') found.reverse();
    const shown = found.slice(offset, offset + limit).map((one) => Object.fromEntries(fields.filter((name) => one[name] !== undefined).map((name) => [name, one[name]])));
    return envelope('api.content.search', { result: { count: found.length, ...(found.length ? { content: shown } : {}) } });
  }
  const read = /^\/api\/content\/v1\/read\/(.+)$/.exec(request.path);
  if (!read) return status(404);
  const one = all.find(({ identifier }) => identifier === read[1]);
  if (!one) return envelope('api.content.read', { code: 'RESOURCE_NOT_FOUND', err: 'NOT_FOUND', http: 404 });
  return envelope('api.content.read', { result: { content: one } });
};
export const store = (zip) => (request) => (request.path.startsWith('/ecar/') ? bytes(zip) : status(404));

if (process.argv[1] === fileURLToPath(import.meta.url)) await show(platform(Buffer.alloc(0), () => 'http://127.0.0.1:1'));
