// A quiz: one question at a time, with feedback; then the result, which is what the platform gets.
window.haatSession.ready.then(() => {
  const { quiz, version } = window.haatUnit;
  const page = window.haatPage;
  const session = window.haatSession;
  const place = document.querySelector('.quiz');
  const passMark = session.passMark ?? quiz.pass_mark;
  let asked = Date.now();

  // Kept in the platform's suspend data, which SCORM 1.2 limits to 4096 characters: the choices of each question as one short
  // text, in the order of the questions. Answers to another version of the course are no answers to this one.
  const before = session.state.version === version ? session.state : { best: session.state.best ?? null };
  const state = {
    at: 0, chosen: [], checked: 0, best: null, ...before,
  };
  const kept = () => ({
    version, at: state.at, chosen: state.chosen, checked: state.checked, best: state.best,
  });
  const keep = () => session.keep(kept());

  function make(name, { words, values, text, ...rest } = {}, ...children) {
    const element = Object.assign(document.createElement(name), rest);
    if (words) page.put(element, words, values);
    if (text !== undefined) element.textContent = text;
    element.append(...children);
    return element;
  }

  const rightChoices = (question) => question.choices.filter((choice) => choice.correct).map((choice) => choice.id).sort();
  const placeOf = (question) => quiz.questions.indexOf(question);
  const chosen = (question) => [...(state.chosen[placeOf(question)] || '')];
  const isRight = (question) => rightChoices(question).join() === [...chosen(question)].sort().join();
  const isChecked = (question) => placeOf(question) < state.checked;
  const finished = () => state.at >= quiz.questions.length;

  function choiceOf(question, choice) {
    const input = make('input', {
      type: question.kind === 'single' ? 'radio' : 'checkbox',
      name: question.id,
      value: choice.id,
      id: `${question.id}-${choice.id}`,
      checked: chosen(question).includes(choice.id),
      disabled: isChecked(question),
    });
    input.addEventListener('change', () => {
      const all = [...place.querySelectorAll('input:checked')].map((box) => box.value).sort();
      state.chosen[placeOf(question)] = all.join('');
      keep();
    });
    const label = make('label', { htmlFor: input.id, text: page.text(choice.text) });
    const row = make('div', { className: 'choice' }, input, label);
    if (isChecked(question) && choice.correct) row.classList.add('right');
    if (isChecked(question) && !choice.correct && input.checked) row.classList.add('wrong');
    return row;
  }

  function verdictOf(question) {
    const right = isRight(question);
    const key = right ? 'right' : question.kind === 'multiple' && chosen(question).some((id) => rightChoices(question).includes(id))
      ? 'partly' : 'wrong';
    const box = make('div', { className: `feedback ${right ? 'right' : 'wrong'}`, tabIndex: -1 },
      make('p', { className: 'verdict', words: key }));
    if (!right) {
      const answer = question.choices.filter((choice) => choice.correct).map((choice) => page.text(choice.text)).join(' · ');
      box.append(make('p', { words: 'answerWas', values: { answer } }));
    }
    question.choices.filter((choice) => choice.feedback && chosen(question).includes(choice.id))
      .forEach((choice) => box.append(make('p', { text: page.text(choice.feedback) })));
    if (question.feedback) box.append(make('p', { text: page.text(question.feedback) }));
    return box;
  }

  function check(question) {
    if (chosen(question).length === 0) {
      page.put(place.querySelector('.hint'), 'pickFirst');
      place.querySelector('.hint').classList.add('urgent');
      place.querySelector('input').focus();
      return;
    }
    state.checked = placeOf(question) + 1;
    session.answer({
      id: question.id,
      chosen: chosen(question),
      right: rightChoices(question),
      correct: isRight(question),
      when: new Date(),
      seconds: (Date.now() - asked) / 1000,
      language: page.language,
      text: page.text(question.text),
    });
    keep();
    draw();
    place.querySelector('.feedback').focus();
  }

  function forward() {
    state.at += 1;
    asked = Date.now();
    if (finished()) grade();
    else keep();
    draw();
    place.querySelector('h2').focus();
  }

  function drawQuestion() {
    const question = quiz.questions[state.at];
    const checked = isChecked(question);
    const hint = question.kind === 'single' ? 'chooseOne' : 'chooseSeveral';
    const form = make('form', { className: 'card', noValidate: true },
      make('h2', { tabIndex: -1, words: 'question', values: { n: state.at + 1, total: quiz.questions.length } }),
      make('fieldset', {},
        make('legend', { text: page.text(question.text) }),
        make('p', { className: 'hint', words: hint, role: 'status' }),
        ...question.choices.map((choice) => choiceOf(question, choice))));
    if (checked) form.append(verdictOf(question));
    const last = state.at + 1 === quiz.questions.length;
    const words = checked ? (last ? 'result' : 'next') : 'check';
    form.append(make('button', { className: 'primary', type: 'submit', words }));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (checked) forward();
      else check(question);
    });
    return form;
  }

  const rightCount = () => quiz.questions.filter(isRight).length;
  const percent = () => Math.round((rightCount() / quiz.questions.length) * 100);

  // The best try counts: nobody loses a pass by practising again.
  function grade() {
    if (state.best !== null && percent() <= state.best) {
      keep();
      return;
    }
    state.best = percent();
    session.grade({ percent: state.best, passed: state.best >= passMark }, kept());
  }

  function drawResult() {
    const passed = percent() >= passMark;
    const again = make('button', { className: passed ? 'quiet' : 'primary', type: 'button', words: 'again' });
    again.addEventListener('click', () => {
      Object.assign(state, { at: 0, chosen: [], checked: 0 });
      asked = Date.now();
      keep();
      draw();
      place.querySelector('h2').focus();
    });
    const rows = quiz.questions.map((question) => make('li', {},
      make('span', { className: isRight(question) ? 'mark right' : 'mark wrong', words: isRight(question) ? 'markRight' : 'markWrong' }),
      make('span', { text: page.text(question.text) })));
    return make('section', { className: 'card' },
      make('h2', { tabIndex: -1, words: 'yourResult' }),
      make('p', { className: `grade ${passed ? 'right' : 'wrong'}`, words: passed ? 'passed' : 'failed' }),
      make('p', { words: 'score', values: { right: rightCount(), total: quiz.questions.length, percent: percent() } }),
      make('p', { words: 'needed', values: { mark: passMark } }),
      make('h3', { words: 'review' }),
      make('ol', { className: 'review' }, ...rows),
      again);
  }

  function draw() {
    document.querySelector('.progress progress').value = finished() ? 1 : state.checked / quiz.questions.length;
    place.replaceChildren(finished() ? drawResult() : drawQuestion());
  }

  page.onLanguage(draw);
  page.start();
});
