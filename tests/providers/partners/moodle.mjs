// A Moodle 4.1 as its web services show it: REST with a token, errors with 200 (docs.moodle.org/dev/Web_services; course/externallib.php,
// mod/scorm/classes/external.php, enrol/externallib.php, completion/classes/external.php, grade/report/user/classes/external/user.php,
// lib/externallib.php). 130 courses, their SCORM activities and the files of these; learners in some.
import { fileURLToPath } from 'node:url';
import { bytes, json, show, status } from './partner.mjs';

export const count = 130, token = '0123456789abcdef0123456789abcdef';

const course = (i) => ({
  id: i, fullname: i % 2 ? `प्राथमिक उपचार ${i}` : `First aid &amp; burns ${i}`, displayname: `First aid ${i}`, shortname: `FA${i}`, categoryid: i <= 20 ? 7 : 8,
  categoryname: 'Health', sortorder: 10_000 - i, summary: `<p dir="ltr">What to do</p><ul><li>Burns ${i}</li></ul>`, summaryformat: 1, summaryfiles: [],
  overviewfiles: [], showactivitydates: true, showcompletionconditions: true, contacts: [], enrollmentmethods: ['manual'], idnumber: '',
  format: i === 1 ? 'site' : 'topics', showgrades: 1, newsitems: 5, startdate: 1_700_000_000, enddate: 0, maxbytes: 0, visible: i === 9 ? 0 : 1,
  groupmode: 0, enablecompletion: i === 7 ? 0 : 1, lang: ['', 'hi', 'pt_br', 'xx_odd'][i % 4], theme: '', timecreated: 1_700_000_000, timemodified: 1_700_000_000, filters: [], courseformatoptions: [],
});
export const expected = Array.from({ length: count }, (_, i) => i + 1).filter((i) => i !== 1 && i !== 9).map(String);

// Every fifth course has one, every tenth two.
const scorms = (i, url) => Array.from({ length: i % 5 ? 0 : i % 10 ? 1 : 2 }, (_, n) => ({
  id: i * 10 + n, coursemodule: i * 100 + n, course: i, name: `Lesson ${n}`, intro: '', introformat: 1, packagesize: 29725, version: 'SCORM_1.2', maxgrade: 100,
  packageurl: `${url}/webservice/pluginfile.php/${i}/mod_scorm/package/0/lesson.zip`,
}));

export const refuse = (errorcode, message, exception = 'moodle_exception') => json({ exception, errorcode, message });

// Course 5 has twenty, course 10 three; 6 is none of our business, 7 has no completion, 8 no criteria for it.
const enrolled = { 5: 20, 6: 2, 8: 2, 10: 3 };
const user = (id) => ({ id, username: id === 107 ? '' : `learner${id}`, idnumber: id % 2 ? '' : `emp-${id}`, email: `${id}@example.org`, fullname: `Learner ${id}` });
export const finished = 1_731_000_000;
function completionOf(courseid, userid) {
  if (courseid === 8) return refuse('nocriteriaset', 'No completion criteria set for this course');
  if (userid === 119) return refuse('usernotenroled', 'User is not enrolled');
  const row = (timecompleted) => ({ type: 4, title: 'Activity', status: 'Yes', complete: timecompleted > 0, timecompleted,
    details: { type: 'Activity', criteria: '<a href="#">Quiz</a>', requirement: 'Viewing', status: '' } });
  return json({ completionstatus: { completed: userid % 3 !== 0, aggregation: courseid === 10 ? 2 : 1,
    completions: userid === 118 ? [row(null)] : [row(finished + userid), row(finished), row(0)] }, warnings: [] });
}
const gradesOf = (courseid, userid) => json({ usergrades: [{ courseid, userid, userfullname: 'L', maxdepth: 2, gradeitems: [
  { id: 1, itemname: 'Quiz', itemtype: 'mod', graderaw: 3, grademin: 0, grademax: 10 },
  { id: 2, itemname: null, itemtype: 'course', graderaw: userid === 101 ? null : userid === 100 ? 205 : 110, grademin: 10, grademax: 200 }] }], warnings: [] });

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
    case 'core_enrol_get_enrolled_users': {
      const options = {};
      for (let n = 0; form.has(`options[${n}][name]`); n += 1) options[form.get(`options[${n}][name]`)] = form.get(`options[${n}][value]`);
      const courseid = Number(argument('courseid')), from = Number(options.limitfrom), fields = options.userfields.split(',');
      if (courseid === 6) return refuse('nopermissions', 'Sorry, but you do not currently have permissions to do that (View participants).', 'required_capability_exception');
      const all = Array.from({ length: enrolled[courseid] ?? 0 }, (_, n) => user(100 + n));
      return json(all.slice(from, from + Number(options.limitnumber)).map((one) => Object.fromEntries(fields.map((field) => [field, one[field]]))));
    }
    case 'core_completion_get_course_completion_status':
      return completionOf(Number(argument('courseid')), Number(argument('userid')));
    case 'gradereport_user_get_grade_items':
      return gradesOf(Number(argument('courseid')), Number(argument('userid')));
    default:
      return refuse('invalidrecord', 'Can\'t find data record in database table external_functions.', 'dml_missing_record_exception');
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await show(moodle(Buffer.from('PK\x03\x04')));
