// SCORM 2004 run time: how a session is told to the platform (SCORM 2004 4th Edition RTE, section 4.2).
window.haatDialect = {
  api: 'API_1484_11',
  calls: {
    initialize: 'Initialize', get: 'GetValue', set: 'SetValue', commit: 'Commit', terminate: 'Terminate',
    error: 'GetLastError',
  },
  elements: {
    location: 'cmi.location',
    state: 'cmi.suspend_data',
    exit: 'cmi.exit',
    time: 'cmi.session_time',
    language: 'cmi.learner_preference.language',
  },

  // timeinterval (second,10,2)
  time(seconds) {
    const hundredths = Math.round(seconds * 100);
    const whole = Math.floor(hundredths / 100);
    const rest = hundredths % 100 ? `.${String(hundredths % 100).padStart(2, '0')}` : '';
    return `PT${Math.floor(whole / 3600)}H${Math.floor(whole / 60) % 60}M${whole % 60}${rest}S`;
  },

  // time (second,10,0), local: a zone may only follow fractions of a second, which not every platform takes.
  clock(when) {
    const local = new Date(when.getTime() - when.getTimezoneOffset() * 60000);
    return local.toISOString().slice(0, 19);
  },

  begin(lms) {
    const status = lms.get('cmi.completion_status');
    if (status !== 'completed' && status !== 'incomplete') lms.set('cmi.completion_status', 'incomplete');
  },

  complete(lms) {
    lms.set('cmi.progress_measure', '1');
    lms.set('cmi.completion_status', 'completed');
    lms.set('cmi.success_status', 'passed');
  },

  progress(lms, share) {
    lms.set('cmi.progress_measure', String(Math.round(share * 100) / 100));
  },

  grade(lms, { percent, passed }) {
    lms.set('cmi.score.min', '0');
    lms.set('cmi.score.max', '100');
    lms.set('cmi.score.raw', String(percent));
    lms.set('cmi.score.scaled', String(percent / 100));
    lms.set('cmi.progress_measure', '1');
    lms.set('cmi.completion_status', 'completed');
    lms.set('cmi.success_status', passed ? 'passed' : 'failed');
  },

  interaction(lms, index, answer) {
    const at = `cmi.interactions.${index}`;
    lms.set(`${at}.id`, answer.id);
    lms.set(`${at}.type`, 'choice');
    lms.set(`${at}.timestamp`, this.clock(answer.when));
    lms.set(`${at}.correct_responses.0.pattern`, answer.right.join('[,]'));
    lms.set(`${at}.weighting`, '1');
    lms.set(`${at}.learner_response`, answer.chosen.join('[,]'));
    lms.set(`${at}.result`, answer.correct ? 'correct' : 'incorrect');
    lms.set(`${at}.latency`, this.time(answer.seconds));
    lms.set(`${at}.description`, `{lang=${answer.language}}${answer.text}`.slice(0, 250));
  },
};
