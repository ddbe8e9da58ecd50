// What lesson and quiz pages have in common: the language switch, the notices, the way back to the platform.
window.haatSession.ready.then(() => {
  const unit = window.haatUnit;
  const session = window.haatSession;
  const remembered = 'haat:language';
  const listeners = [];
  let language = unit.languages[0];

  const matches = (wanted) => unit.languages.find((tag) => tag === wanted) ||
    unit.languages.find((tag) => wanted && tag.split('-')[0] === wanted.split('-')[0]);

  function stored() {
    try {
      return localStorage.getItem(remembered);
    } catch {
      return null;
    }
  }

  function firstLanguage() {
    const wishes = [session.state.language, stored(), ...session.languages, ...navigator.languages];
    return wishes.map(matches).find(Boolean) || unit.languages[0];
  }

  const wordsOf = () => (window.haatWords[language.split('-')[0]] ? language.split('-')[0] : 'en');

  function say(key, values = {}) {
    return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value),
      window.haatWords[wordsOf()][key]);
  }

  // An element with the course's own words, in whatever language these are.
  function put(element, key, values) {
    element.textContent = say(key, values);
    if (wordsOf() === language.split('-')[0]) element.removeAttribute('lang');
    else element.lang = wordsOf();
    return element;
  }

  function show() {
    document.documentElement.lang = language;
    document.title = unit.titles[language];
    document.querySelectorAll('[data-language]').forEach((part) => {
      part.hidden = part.dataset.language !== language;
    });
    document.querySelectorAll('[data-words]').forEach((part) => put(part, part.dataset.words));
    document.querySelectorAll('[data-label]').forEach((part) => part.setAttribute('aria-label', say(part.dataset.label)));
    document.querySelectorAll('.languages button').forEach((button) => {
      button.setAttribute('aria-pressed', String(button.lang === language));
    });
    listeners.forEach((listener) => listener());
  }

  function choose(tag) {
    language = tag;
    try {
      localStorage.setItem(remembered, tag);
    } catch { /* no storage */ }
    session.speak(tag);
    show();
  }

  function buttons() {
    const group = document.querySelector('.languages');
    group.hidden = unit.languages.length < 2;
    unit.languages.forEach((tag) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.lang = tag;
      button.textContent = new Intl.DisplayNames([tag], { type: 'language' }).of(tag);
      button.addEventListener('click', () => choose(tag));
      group.append(button);
    });
  }

  function notice(key) {
    const place = document.querySelector('.notice');
    place.hidden = !key;
    if (key) {
      place.dataset.words = key;
      put(place, key);
    }
  }

  function wayBack() {
    const link = document.createElement('a');
    link.href = session.wayBack;
    link.className = 'way-back';
    link.dataset.words = 'wayBack';
    document.querySelector('.bar-inner').append(link);
  }

  language = firstLanguage();
  buttons();
  if (session.wayBack) wayBack();
  if (session.alone) notice('alone');
  if (session.dead) notice('dead');
  session.watch((trouble) => notice(trouble ? 'trouble' : 'saved'));

  window.haatPage = {
    say,
    put,
    text: (translated) => translated[language] ?? translated[unit.languages[0]] ?? '',
    get language() { return language; },
    onLanguage: (listener) => listeners.push(listener),
    start: show,
  };
});
