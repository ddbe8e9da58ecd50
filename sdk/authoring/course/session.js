// One sitting of one learner at one unit: finds the platform, keeps what the learner did there, and loses nothing.
// Everything is written and committed when it happens; what the platform refused is tried again until it took it.
(() => {
  const dialect = window.haatDialect;
  const unit = window.haatUnit;
  const aloneKey = `haat:${unit.course}:${unit.unit}`;
  const started = Date.now();
  const watchers = [];
  const refused = new Map();  // element -> value that the platform has yet to take
  // General failures pass; whoever says "not implemented" or "wrong type" will say so again.
  const passing = ['101', '351', '391'];
  const alreadyOpen = '103';
  let api = null;
  let open = false;
  let troubled = false;
  let state = {};

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
    get: (element) => (open ? call('get', element) : ''),
    set(element, value) {
      if (!open) return;
      if (succeeded(call('set', element, value)) || !passing.includes(call('error'))) refused.delete(element);
      else refused.set(element, value);
    },
    // For what a platform need not have.
    offer(element, value) {
      if (open) call('set', element, value);
    },
  };

  function tell(trouble) {
    if (trouble === troubled) return;
    troubled = trouble;
    watchers.forEach((watcher) => watcher(trouble));
  }

  function save() {
    if (!api) {
      try {
        localStorage.setItem(aloneKey, JSON.stringify(state));
      } catch { /* private windows may have no storage */ }
      return;
    }
    if (!open) return;
    lms.set(dialect.elements.state, JSON.stringify(state));
    lms.set(dialect.elements.time, dialect.time((Date.now() - started) / 1000));
    tell(!succeeded(call('commit', '')) || refused.size > 0);
  }

  function retry() {
    if (!open || !troubled) return;
    [...refused].forEach(([element, value]) => lms.set(element, value));
    save();
  }

  function read(text) {
    try {
      const value = JSON.parse(text);
      return value && typeof value === 'object' ? value : {};
    } catch {
      return {};
    }
  }

  function begin() {
    api = find();
    if (!api) {
      try {
        state = read(localStorage.getItem(aloneKey));
      } catch { /* no storage */ }
      return;
    }
    // A page that was loaded again finds the session that it had begun.
    open = succeeded(call('initialize', '')) || call('error') === alreadyOpen;
    if (!open) return;
    state = read(lms.get(dialect.elements.state));
    dialect.begin(lms);
    // Always suspended: platforms hand a finished attempt's data back as empty, and a learner who only looks in again
    // would then overwrite a completion by "incomplete".
    lms.set(dialect.elements.exit, 'suspend');
    setInterval(retry, 5000);
  }

  function end() {
    if (!open) return;
    save();
    call('terminate', '');
    open = false;
  }

  begin();

  window.haatSession = {
    get alone() { return !api; },
    get dead() { return Boolean(api) && !open; },
    get state() { return state; },
    get location() { return open ? lms.get(dialect.elements.location) : state.location || ''; },
    preferredLanguage: () => (open ? lms.get(dialect.elements.language) : ''),
    watch: (watcher) => watchers.push(watcher),

    keep(changes) {
      state = { ...state, ...changes };
      save();
    },
    mark(location, share) {
      state = { ...state, location, share };
      lms.set(dialect.elements.location, location);
      if (share !== undefined && open) dialect.progress(lms, share);
      save();
    },
    speak(language) {
      state = { ...state, language };
      lms.offer(dialect.elements.language, language);
      save();
    },
    complete(changes) {
      state = { ...state, ...changes };
      if (open) dialect.complete(lms);
      save();
    },
    answer(record) {
      if (open) dialect.interaction(lms, Number(lms.get('cmi.interactions._count')) || 0, record);
    },
    grade(grade, changes) {
      state = { ...state, ...changes };
      if (open) dialect.grade(lms, grade);
      save();
    },
  };

  // `unload` is not fired by phones, nor where the page goes into the back-forward cache.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save();
  });
  window.addEventListener('pagehide', end);
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload();
  });
  window.addEventListener('beforeunload', (event) => {
    if (!troubled) return;
    retry();
    if (troubled) event.preventDefault();
  });
})();
