// A Moodle 4.1 as its web services show it: REST with a token, errors with 200 (docs.moodle.org/dev/Web_services; course/externallib.php,
// mod/scorm/classes/external.php, lib/externallib.php). 130 courses, their SCORM activities, and the files of these.
import { fileURLToPath } from 'node:url';
import { bytes, json, show, status } from './partner.mjs';

export const count = 130, token = '0123456789abcdef0123456789abcdef';

const course = (i) => ({
  id: i, fullname: i % 2 ? `प्राथमिक उपचार ${i}` : `First aid &amp; burns ${i}`, displayname: `First aid ${i}`, shortname: `FA${i}`, categoryid: i <= 20 ? 7 : 8,
  categoryname: 'Health', sortorder: 10_000 - i, summary: `<p dir="ltr">What to do</p><ul><li>Burns ${i}</li></ul>`, summaryformat: 1, summaryfiles: [],
  overviewfiles: [], showactivitydates: true, showcompletionconditions: true, contacts: [], enrollmentmethods: ['manual'], idnumber: '',
  format: i === 1 ? 'site' : 'topics', showgrades: 1, newsitems: 5, startdate: 1_700_000_000, enddate: 0, maxbytes: 0, visible: i === 9 ? 0 : 1,
  groupmode: 0, lang: ['', 'hi', 'pt_br', 'xx_odd'][i % 4], theme: '', timecreated: 1_700_000_000, timemodified: 1_700_000_000, filters: [], courseformatoptions: [],
});
export const expected = Array.from({ length: count }, (_, i) => i + 1).filter((i) => i !== 1 && i !== 9).map(String);

// Every fifth course has one, every tenth two.
const scorms = (i, url) => Array.from({ length: i % 5 ? 0 : i % 10 ? 1 : 2 }, (_, n) => ({
  id: i * 10 + n, coursemodule: i * 100 + n, course: i, name: `Lesson ${n}`, intro: '', introformat: 1, packagesize: 29725, version: 'SCORM_1.2', maxgrade: 100,
  packageurl: `${url}/webservice/pluginfile.php/${i}/mod_scorm/package/0/lesson.zip`,
}));

export const refuse = (errorcode, message, exception = 'moodle_exception') => json({ exception, errorcode, message });

// `zip`: what its packages are.
export const moodle = (zip) => (request) => {
  const url = `http://${request.headers.host}`;
  const form = new URLSearchParams(request.body);
  if (request.path.startsWith('/webservice/pluginfile.php/'))
    return (form.get('token') ?? request.query.get('token')) === token ? bytes(zip) : json({ error: 'Invalid token', errorcode: 'invalidtoken' });
  if (request.path !== '/webservice/rest/server.php') return status(404);
  const argument = (name) => form.get(name) ?? request.query.get(name);
  if (argument('moodlewsrestformat') !== 'json') return status(500);
  if (argument('wstoken') !== token) return refuse('invalidtoken', 'Invalid token - token not found');
  const all = Array.from({ length: count }, (_, i) => i + 1).reverse();
  switch (argument('wsfunction')) {
    case 'core_course_get_courses_by_field':
      if (argument('field') && argument('field') !== 'category') return refuse('invalidparameter', 'Invalid parameter value detected', 'invalid_parameter_exception');
      return json({ courses: all.map(course).filter((one) => !argument('field') || String(one.categoryid) === argument('value')), warnings: [] });
    case 'core_webservice_get_site_info':
      return json({ sitename: 'Campus of\nhealth', username: 'haat', userid: 3, release: '4.1.2 (Build: 20230313)', version: '2022112802',
        functions: ['core_course_get_courses_by_field', 'mod_scorm_get_scorms_by_courses', 'core_webservice_get_site_info'].map((name) => ({ name, version: '2022112802' })) });
    case 'mod_scorm_get_scorms_by_courses': {
      const ids = [...form].filter(([name]) => /^courseids\[\d+\]$/.test(name)).map(([, value]) => Number(value));
      return json({ scorms: ids.filter((id) => id >= 1 && id <= count).flatMap((id) => scorms(id, url)),
        warnings: ids.filter((id) => id > count).map((id) => ({ item: 'course', itemid: id, warningcode: '1', message: 'No access rights in course context' })) });
    }
    default:
      return refuse('invalidrecord', 'Can\'t find data record in database table external_functions.', 'dml_missing_record_exception');
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await show(moodle(Buffer.from('PK\x03\x04')));
