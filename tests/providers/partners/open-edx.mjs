// An Open edX platform: its LMS's course API and OAuth2 (docs.openedx.org, "Open edX REST APIs" and "Course API"), and its discovery
// service (course-discovery, /api/v1/courses/). 250 courses; a token is good until the platform forgets it.
import { fileURLToPath } from 'node:url';
import { json, show } from './partner.mjs';

export const count = 250;
const ids = Array.from({ length: count }, (_, i) => i);

const lmsRow = (i) => ({
  blocks_url: `https://lms.example.org/api/courses/v2/blocks/?course_id=c${i}`, course_id: `course-v1:Acme+FA${i}+2024`, id: `course-v1:Acme+FA${i}+2024`,
  effort: '01:30', end: null, enrollment_start: null, hidden: i === 5, media: { course_image: { uri: '/asset.jpg' } }, mobile_available: true,
  name: i % 2 ? `प्राथमिक उपचार ${i}` : `First aid & burns ${i}`, number: `FA${i}`, org: i % 3 ? 'Acme' : 'Red',
  overview: '<section class="about"><h2>About</h2><p>All of it</p></section>', pacing: 'self', short_description: i % 4 ? `Burns, cuts ${i}` : '', start: '2024-01-01T00:00:00Z',
});
const discoveryRow = (i) => ({
  key: `Acme+FA${i}`, uuid: `uuid-${i}`, title: `First aid ${i}`, short_description: '<p>Short</p>', full_description: '<p>Burns &amp; cuts</p><script>steal()</script><ul><li>One</li></ul>',
  advertised_course_run_uuid: i % 2 ? `run-${i}-b` : null,
  course_runs: [
    { uuid: `run-${i}-z`, status: 'unpublished', content_language: 'fr', weeks_to_complete: 1, max_effort: 1 },
    { uuid: `run-${i}-a`, status: 'published', content_language: 'en-us', weeks_to_complete: 6, min_effort: 2, max_effort: 5, license: 'CC BY 4.0' },
    { uuid: `run-${i}-b`, status: 'published', content_language: 'hi', weeks_to_complete: null, max_effort: null },
  ],
});
export const expected = ids.filter((i) => i !== 5).map((i) => lmsRow(i).course_id);

const clients = { 'haat-client': 'haat-secret' };

export function platform() {
  const tokens = new Set();
  const state = {
    issued: 0,
    forgetTokens: () => tokens.clear(),
    tokenType: 'JWT',
    lifetime: 3600,
    answer(request) {
      const { query, headers: { host, authorization } } = request;
      if (request.path === '/oauth2/access_token') {
        const form = new URLSearchParams(request.body);
        if (request.method !== 'POST' || form.get('grant_type') !== 'client_credentials') return json({ error: 'unsupported_grant_type' }, 400);
        if (clients[form.get('client_id')] !== form.get('client_secret')) return json({ error: 'invalid_client' }, 401);
        const token = `header.payload-${(state.issued += 1)}.signature`;
        tokens.add(token);
        return json({ access_token: token, expires_in: state.lifetime, token_type: state.tokenType, scope: 'read write profile email' });
      }
      const discovery = request.path === '/api/v1/courses/';
      if (!discovery && request.path !== '/api/courses/v1/courses/') return json({ detail: 'Not found.' }, 404);
      if (authorization !== undefined && !tokens.has(authorization.replace(/^\w+ /, ''))) return json({ detail: 'Error decoding token.' }, 401);
      if (discovery && authorization === undefined) return json({ detail: 'Authentication credentials were not provided.' }, 401);
      const page = Number(query.get('page') ?? 1), size = Math.min(Number(query.get('page_size') ?? 10), 100);
      const all = ids.map(discovery ? discoveryRow : lmsRow).filter((row) => !query.has('org') || row.org === query.get('org'));
      const pages = Math.ceil(all.length / size);
      if (page > pages) return json({ detail: 'Invalid page.' }, 404);
      const link = (to) => `http://${host}${request.path}?page=${to}&page_size=${size}`;
      const pagination = { count: all.length, next: page < pages ? link(page + 1) : null, previous: page > 1 ? link(page - 1) : null };
      const results = all.slice((page - 1) * size, page * size);
      return json(discovery ? { ...pagination, results } : { results, pagination: { ...pagination, num_pages: pages } });
    },
  };
  return state;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await show(platform().answer);
