// One sitting of one learner at one unit: keeps what the learner did there, and loses nothing. Everything is told to the
// platform (scorm.js, cmi5.js) when it happens. Without one it is kept in the browser.
(() => {
  const platform = window.haatPlatform;
  const unit = window.haatUnit;
  const aloneKey = `haat:${unit.course}:${unit.unit}`;
  const watchers = [];
  let found = null;  // what the platform gave at the beginning; null: there is none
  let open = false;
  let troubled = false;
  let state = {};

  function tell(trouble) {
    if (trouble === troubled) return;
    troubled = trouble;
    watchers.forEach((watcher) => watcher(trouble));
  }

  function save() {
    if (open) {
      platform.save(state);
    } else if (!found) {
      try {
        localStorage.setItem(aloneKey, JSON.stringify(state));
      } catch { /* private windows may have no storage */ }
    }
  }

  function retry() {
    if (open && troubled) platform.retry(state);
  }

  function read(text) {
    try {
      const value = JSON.parse(text);
      return value && typeof value === 'object' ? value : {};
    } catch {
      return {};
    }
  }

  async function begin() {
    try {
      found = await platform.begin(tell);
    } catch {
      found = { open: false };
    }
    if (!found) {
      try {
        state = read(localStorage.getItem(aloneKey));
      } catch { /* no storage */ }
      return;
    }
    open = found.open;
    if (!open) return;
    state = read(found.state);
    setInterval(retry, 5000);
  }

  function end() {
    if (!open) return;
    platform.end(state);
    open = false;
  }

  window.haatSession = {
    ready: begin(),  // the rest can be asked from then on
    get alone() { return !found; },
    get dead() { return Boolean(found) && !open; },
    get state() { return state; },
    get location() { return state.location || found?.location || ''; },
    get languages() { return found?.languages ?? []; },
    get passMark() { return found?.passMark; },  // percent; of platforms that say so themselves
    get wayBack() { return found?.wayBack; },  // an address of the platform
    watch: (watcher) => watchers.push(watcher),

    keep(changes) {
      state = { ...state, ...changes };
      save();
    },
    mark(location, share) {
      state = { ...state, location, share };
      if (open) platform.mark(location, share);
      save();
    },
    speak(language) {
      state = { ...state, language };
      if (open) platform.speak(language);
      save();
    },
    complete(changes) {
      state = { ...state, ...changes };
      if (open) platform.complete();
      save();
    },
    answer(record) {
      if (open) platform.answer(record);
    },
    grade(grade, changes) {
      state = { ...state, ...changes };
      if (open) platform.grade(grade);
      save();
    },
  };

  // `unload` is not fired by phones, nor where the page goes into the back-forward cache.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && open) save();
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
