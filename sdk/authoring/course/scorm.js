// The learning platform as SCORM has it: an object in a window around the course. Each thing is set and committed when it
// happens; what the platform refused is tried again until it took it. The editions' names are in the dialect.
(() => {
  const dialect = window.haatDialect;
  const started = Date.now();
  const refused = new Map();  // element -> value that the platform has yet to take
  // General failures pass; whoever says "not implemented" or "wrong type" will say so again.
  const passing = ['101', '351', '391'];
  const alreadyOpen = '103';
  let api = null;
  let tell = null;

  // The platform's object stands in a window around the course, or in the one that opened it. Windows of other
  // origins cannot be looked into: that is not an error, only not the place.
  function look(start) {
    let here = start;
    for (let hops = 0; here && hops < 100; hops += 1) {
      try {
        if (here[dialect.api]) return here[dialect.api];
      } catch { /* of another origin */ }
      if (here.parent === here) return null;
      here = here.parent;
    }
    return null;
  }

  function find() {
    if (window.parent !== window) {
      const found = look(window.parent);
      if (found) return found;
    }
    let opener = null;
    try {
      opener = window.top.opener || window.opener;
    } catch {
      opener = window.opener;
    }
    return opener ? look(opener) : null;
  }

  const call = (name, ...values) => String(api[dialect.calls[name]](...values));
  const succeeded = (answer) => answer === 'true' || answer === '1';

  const lms = {
    get: (element) => call('get', element),
    set(element, value) {
      if (succeeded(call('set', element, value)) || !passing.includes(call('error'))) refused.delete(element);
      else refused.set(element, value);
    },
    // For what a platform need not have.
    offer(element, value) {
      call('set', element, value);
    },
  };

  window.haatPlatform = {
    async begin(telling) {
      tell = telling;
      api = find();
      if (!api) return null;
      // A page that was loaded again finds the session that it had begun.
      if (!succeeded(call('initialize', '')) && call('error') !== alreadyOpen) return { open: false };
      const state = lms.get(dialect.elements.state);
      dialect.begin(lms);
      // Always suspended: platforms hand a finished attempt's data back as empty, and a learner who only looks in again
      // would then overwrite a completion by "incomplete".
      lms.set(dialect.elements.exit, 'suspend');
      return {
        open: true, state, location: lms.get(dialect.elements.location), languages: [lms.get(dialect.elements.language)],
      };
    },
    save(state) {
      lms.set(dialect.elements.state, JSON.stringify(state));
      lms.set(dialect.elements.time, dialect.time((Date.now() - started) / 1000));
      tell(!succeeded(call('commit', '')) || refused.size > 0);
    },
    retry(state) {
      [...refused].forEach(([element, value]) => lms.set(element, value));
      this.save(state);
    },
    mark(location, share) {
      lms.set(dialect.elements.location, location);
      if (share !== undefined) dialect.progress(lms, share);
    },
    speak: (language) => lms.offer(dialect.elements.language, language),
    complete: () => dialect.complete(lms),
    answer: (record) => dialect.interaction(lms, Number(lms.get('cmi.interactions._count')) || 0, record),
    grade: (grade) => dialect.grade(lms, grade),
    end(state) {
      this.save(state);
      call('terminate', '');
    },
  };
})();
