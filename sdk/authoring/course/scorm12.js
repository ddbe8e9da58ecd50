// SCORM 1.2 run time: how a session is told to the platform (SCORM 1.2 RTE, section 3.4).
window.haatDialect = {
  api: 'API',
  calls: {
    initialize: 'LMSInitialize', get: 'LMSGetValue', set: 'LMSSetValue', commit: 'LMSCommit', terminate: 'LMSFinish',
    error: 'LMSGetLastError',
  },
  elements: {
    location: 'cmi.core.lesson_location',
    state: 'cmi.suspend_data',
    exit: 'cmi.core.exit',
    time: 'cmi.core.session_time',
    language: 'cmi.student_preference.language',
  },

  // CMITimespan: HHHH:MM:SS.SS
  time(seconds) {
    const two = (number) => String(number).padStart(2, '0');
    const hundredths = Math.round(seconds * 100);
    const whole = Math.floor(hundredths / 100);
    return `${String(Math.floor(whole / 3600)).padStart(4, '0')}:${two(Math.floor(whole / 60) % 60)}:` +
      `${two(whole % 60)}.${two(hundredths % 100)}`;
  },

  begin(lms) {
    const status = lms.get('cmi.core.lesson_status');
    if (!['completed', 'passed', 'failed', 'incomplete'].includes(status)) lms.set('cmi.core.lesson_status', 'incomplete');
  },

  complete(lms) {
    lms.set('cmi.core.lesson_status', 'completed');
  },

  progress() {},  // 1.2 has no element for it

  grade(lms, { percent, passed }) {
    lms.set('cmi.core.score.min', '0');
    lms.set('cmi.core.score.max', '100');
    lms.set('cmi.core.score.raw', String(percent));
    lms.set('cmi.core.lesson_status', passed ? 'passed' : 'failed');
  },

  // Interactions are optional in 1.2: a platform without them answers an error, and that is all right.
  interaction(lms, index, answer) {
    const at = `cmi.interactions.${index}`;
    const clock = answer.when.toTimeString().slice(0, 8);
    lms.offer(`${at}.id`, answer.id);
    lms.offer(`${at}.type`, 'choice');
    lms.offer(`${at}.time`, clock);
    lms.offer(`${at}.correct_responses.0.pattern`, answer.right.join(','));
    lms.offer(`${at}.weighting`, '1');
    lms.offer(`${at}.student_response`, answer.chosen.join(','));
    lms.offer(`${at}.result`, answer.correct ? 'correct' : 'wrong');
    lms.offer(`${at}.latency`, this.time(answer.seconds));
  },
};
