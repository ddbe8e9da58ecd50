// A lesson: remembers how far the learner has read, brings them back there, and records that they finished.
window.haatSession.ready.then(() => {
  const page = window.haatPage;
  const session = window.haatSession;
  const button = document.querySelector('.finish');
  const done = document.querySelector('.done');
  const bar = document.querySelector('.progress progress');
  let furthest = session.state.share || 0;

  const article = () => document.querySelector('article:not([hidden])');
  // The parts of one lesson are counted, not named: their number is equal in every language.
  const parts = () => [...article().querySelectorAll('h1, h2')];

  function showProgress() {
    bar.value = session.state.done ? 1 : furthest;
  }

  function showDone() {
    button.hidden = Boolean(session.state.done);
    done.hidden = !session.state.done;
    showProgress();
  }

  function seen() {
    if (session.state.done) return;
    const all = parts();
    const line = window.innerHeight * 0.75;
    const last = all.filter((part) => part.getBoundingClientRect().top < line).length;
    const share = Math.round(Math.min(last / (all.length + 1), 0.99) * 100) / 100;
    if (share <= furthest) return;
    furthest = share;
    session.mark(String(last - 1), share);
    showProgress();
  }

  function comeBack() {
    const place = Number(session.location);
    if (place > 0 && !session.state.done) parts()[place]?.scrollIntoView();
  }

  button.addEventListener('click', () => {
    session.complete({ done: true });
    showDone();
    done.focus();
  });

  let waiting = 0;
  window.addEventListener('scroll', () => {
    clearTimeout(waiting);
    waiting = setTimeout(seen, 150);
  }, { passive: true });

  page.start();
  showDone();
  comeBack();
  seen();
});
