// The platform's side of SCORM, for one unit at a time. scorm-again is the run time; here is what a platform does around it:
// what it stores between sessions, and what it says about the learner.
import { record } from './call_log.js';
import { RunTime, addressOf } from './run_time.js';

const dialects = {
  scorm12: {
    global: 'API',
    make: (settings) => new window.Scorm12API(settings),
    calls: ['LMSInitialize', 'LMSFinish', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSGetLastError', 'LMSGetErrorString', 'LMSGetDiagnostic'],
    initialize: 'LMSInitialize',
    terminate: 'LMSFinish',
    error: 'LMSGetLastError',
    text: 'LMSGetErrorString',
    first: (item) => ({
      core: { student_id: 'preview', student_name: 'Preview, Learner', credit: 'credit', lesson_mode: 'normal', entry: 'ab-initio' },
      ...(item.mastery ? { student_data: { mastery_score: item.mastery } } : {}),
    }),
    again: (cmi) => {
      const core = { ...cmi.core, entry: cmi.core.exit === 'suspend' ? 'resume' : '', exit: '' };
      delete core.session_time;
      return { ...cmi, core };
    },
    glance: (cmi) => ({
      status: cmi.core.lesson_status || 'not attempted',
      score: cmi.core.score.raw,
      location: cmi.core.lesson_location,
      time: cmi.core.total_time || cmi.core.session_time,
      state: cmi.suspend_data,
    }),
  },
  scorm2004: {
    global: 'API_1484_11',
    make: (settings) => new window.Scorm2004API(settings),
    calls: ['Initialize', 'Terminate', 'GetValue', 'SetValue', 'Commit', 'GetLastError', 'GetErrorString', 'GetDiagnostic'],
    initialize: 'Initialize',
    terminate: 'Terminate',
    error: 'GetLastError',
    text: 'GetErrorString',
    first: (item) => ({
      learner_id: 'preview', learner_name: 'Preview, Learner', credit: 'credit', mode: 'normal', entry: 'ab-initio',
      ...(item.mastery ? { scaled_passing_score: String(Number(item.mastery) > 1 ? Number(item.mastery) / 100 : item.mastery) } : {}),
    }),
    again: (cmi) => {
      const next = { ...cmi, entry: cmi.exit === 'suspend' ? 'resume' : '' };
      delete next.exit;
      delete next.session_time;
      return next;
    },
    glance: (cmi) => ({
      status: ['passed', 'failed'].includes(cmi.success_status) ? cmi.success_status : cmi.completion_status,
      score: cmi.score.raw || cmi.score.scaled,
      location: cmi.location,
      time: cmi.total_time !== 'PT0S' ? cmi.total_time : cmi.session_time,
      state: cmi.suspend_data,
    }),
  },
};

export class ScormRunTime extends RunTime {
  constructor(kind, key) {
    super(key);
    this.dialect = dialects[kind];
  }

  stored(item) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + item.id));
    } catch {
      return null;
    }
  }

  status(item) {
    const cmi = this.stored(item);
    return cmi ? this.dialect.glance(cmi) : null;
  }

  async forget() {
    Object.keys(localStorage).filter((name) => name.startsWith(this.prefix)).forEach((name) => localStorage.removeItem(name));
  }

  // Puts the object where the course looks for it. Each unit gets one of its own, as each launch does on a platform.
  async open(item) {
    this.item = item;
    this.ended = false;
    this.begun = false;
    const { dialect } = this;
    const api = dialect.make({
      autocommit: false, logLevel: 5, accumulateSessionTimeOnTerminate: true, mastery_override: false,
    });
    const before = this.stored(item);
    api.loadFromJSON(before ? dialect.again(before) : dialect.first(item), '');
    window[dialect.global] = Object.fromEntries(dialect.calls.map((name) => [name, (...values) => this.call(api, name, values)]));
    api.on?.('SequenceNext', () => this.tell('next'));
    api.on?.('SequencePrevious', () => this.tell('previous'));
    this.api = api;
    return addressOf(item);
  }

  call(api, name, values) {
    const { dialect } = this;
    const asks = [dialect.error, dialect.text].includes(name) || name.endsWith('Diagnostic');
    // scorm-again leaves an earlier error standing when the next call is one of its computed elements.
    if (!asks) api.clearSCORMError('true');
    const answer = api[name](...values);
    if (!asks) {
      const error = String(api[dialect.error]());
      record(name, values, answer, error, error === '0' ? '' : api[dialect.text](error));
    } else {
      record(name, values, answer, '0', '');
    }
    if (name === dialect.initialize) this.begun = true;
    if (/Commit|Finish|Terminate|SetValue/.test(name)) this.save(api, name);
    return answer;
  }

  // A platform keeps what was committed or ended; so does this one. Values that were only set are shown, not kept.
  save(api, name) {
    const { cmi } = api.renderCMIToJSONObject();
    if (!/SetValue/.test(name)) this.keep(this.item.id, JSON.stringify(cmi));
    if (name === this.dialect.terminate) {
      this.ended = true;
      this.tell('ended');
    }
    this.tell('changed');
  }

  now() {
    return this.api ? this.dialect.glance(this.api.renderCMIToJSONObject().cmi) : null;
  }

  // Whether the unit went without ending its session.
  async close() {
    const lost = Boolean(this.begun && !this.ended);
    delete window[this.dialect.global];
    this.api = null;
    this.item = null;
    this.begun = false;
    return lost;
  }
}
