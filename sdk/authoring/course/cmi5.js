// The learning platform as cmi5 has it (Quartz, sections 8 to 11): an address for statements and state, told when it opened
// this page. Rustici's cmi5.js makes the statements; here is when they go, that none is lost, and what may be told once only.
(() => {
  const stateId = 'haat';
  const verbs = 'http://adlnet.gov/expapi/verbs/';
  const hopeless = [400, 403, 409];  // whoever says so of a statement will say so again
  const waiting = [];  // statements that the platform has yet to take, in their order
  let cmi5 = null;
  let tell = null;
  let sending = false;
  let ended = false;
  let unsaved = false;
  // Kept with the state: what the platform has of this registration, since it refuses to hear it twice (9.3), and what it
  // has yet to hear.
  let state = {};
  let told = {};
  let owed = {};
  let saved = null;  // what the platform has of all this

  function ask(method, resource, query, body) {
    return fetch(`${cmi5.getEndpoint()}/${resource}?${new URLSearchParams(query)}`, {
      method,
      headers: {
        Authorization: cmi5.getAuth(), 'X-Experience-API-Version': '1.0.3', ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      body: body && JSON.stringify(body),
      keepalive: ended,  // it outlives the page
    });
  }

  const stateAddress = () => ({
    stateId, activityId: cmi5.getActivityId(), agent: JSON.stringify(cmi5.getActor()), registration: cmi5.getRegistration(),
  });
  const kept = () => ({ state, told, owed });

  // One after the other: the platform judges a statement by those before it.
  async function send() {
    if (sending || ended) return;
    sending = true;
    try {
      while (waiting.length > 0 || unsaved) {
        if (waiting.length > 0) {
          const { statement, verb } = waiting[0];
          const { ok, status } = await ask('PUT', 'statements', { statementId: statement.id }, statement);
          if (ended) return;
          if (!ok && !hopeless.includes(status)) throw new Error(String(status));
          waiting.shift();
          if (verb) settle(verb);
        } else {
          unsaved = false;
          const text = JSON.stringify(kept());
          const { ok, status } = await ask('PUT', 'activities/state', stateAddress(), kept());
          if (!ok) throw new Error(String(status));
          saved = text;
        }
      }
      tell(false);
    } catch {
      unsaved = true;
      if (!ended) tell(true);
    } finally {
      sending = false;
    }
  }

  function settle(verb) {
    told[verb] = true;
    delete owed[verb];
    unsaved = true;
  }

  const score = (percent) => ({ scaled: percent / 100, raw: percent, min: 0, max: 100 });
  const make = {
    completed: () => cmi5.completedStatement(),
    passed: (percent) => cmi5.passedStatement(score(percent)),
    failed: (percent) => cmi5.failedStatement(score(percent)),
  };

  // Only "Normal" launches may tell what satisfies (10.2.2).
  function owe(verb, value) {
    if (cmi5.getLaunchMode() !== 'Normal' || told[verb] || verb in owed) return;
    owed[verb] = value;
    waiting.push({ verb, statement: make[verb](value) });
  }

  function allow(verb, changes) {
    const statement = cmi5.prepareStatement(verbs + verb);
    statement.verb.display = { en: verb };
    waiting.push({ statement: { ...statement, ...changes(statement) } });
  }

  // The id that the course structure gives this unit; `activityId` is the platform's own (9.6.2.3).
  const publisherId = (context) => context.contextActivities?.grouping?.[0]?.id ?? cmi5.getActivityId();

  function wayBack() {
    const address = cmi5.getReturnURL();
    return address && /^https?:/i.test(address) ? address : undefined;
  }

  const languages = () => (cmi5.getLanguagePreference() ?? '').split(',').map((tag) => tag.trim()).filter(Boolean);

  async function storedDocument() {
    const answer = await ask('GET', 'activities/state', stateAddress());
    if (answer.status === 404) return {};
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  window.haatPlatform = {
    async begin(telling) {
      tell = telling;
      const parameters = new URLSearchParams(window.location.search);
      if (!parameters.has('fetch') || !parameters.has('endpoint')) return null;
      cmi5 = new window.Cmi5(window.location.href);
      await cmi5.start();
      ({ state = {}, told = {}, owed = {} } = await storedDocument());
      const mastery = cmi5.getMasteryScore();
      const passMark = mastery === null ? undefined : Math.ceil(mastery * 100 - 1e-9);
      // What an earlier sitting could not tell any more.
      const left = owed;
      const percent = left.passed ?? left.failed;
      owed = {};
      if (left.completed) owe('completed', true);
      if (percent !== undefined) this.grade({ percent, passed: passMark === undefined ? 'passed' in left : percent >= passMark });
      send();
      return { open: true, state: JSON.stringify(state), languages: languages(), passMark, wayBack: wayBack() };
    },
    save(changed) {
      state = changed;
      unsaved = true;
      send();
    },
    retry: send,
    mark(location, share) {
      if (share === undefined || told.completed) return;
      cmi5.setProgress(Math.round(share * 100));
      allow('progressed', () => ({}));
    },
    speak(language) {
      const others = languages().filter((tag) => tag !== language);
      cmi5.setLanguagePreference([language, ...others].join(','));
      if (!cmi5.getAudioPreference()) cmi5.setAudioPreference('on');
      cmi5.saveLearnerPrefs().catch(() => {});  // a platform may refuse it (11)
    },
    complete: () => owe('completed', true),
    answer(record) {
      allow('answered', ({ context }) => ({
        object: {
          objectType: 'Activity',
          id: `${publisherId(context)}:${record.id}`,
          definition: {
            type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
            interactionType: 'choice',
            description: { [record.language]: record.text },
            correctResponsesPattern: [record.right.join('[,]')],
          },
        },
        context: { ...context, contextActivities: { ...context.contextActivities, parent: [{ id: cmi5.getActivityId() }] } },
        result: {
          response: record.chosen.join('[,]'),
          success: record.correct,
          duration: window.Cmi5.convertMillisecondsToISO8601Duration(record.seconds * 1000),
        },
      }));
    },
    // A session may tell of one result only, and none after a pass: a failure waits for its end, since the learner may try
    // again until then.
    grade({ percent, passed }) {
      cmi5.setProgress(null);
      owe('completed', true);
      if (passed) {
        delete owed.failed;
        owe('passed', percent);
      } else if (cmi5.getLaunchMode() === 'Normal' && !told.passed) {
        owed.failed = percent;
      }
    },
    // The page is going away: one message that outlives it, with all that is left in its order. What is saved is not saved
    // again: that might come after the end, and be refused.
    end(changed) {
      state = changed;
      ended = true;
      const left = waiting.map((one) => one.statement);
      if ('failed' in owed) left.push(make.failed(owed.failed));
      waiting.forEach((one) => one.verb && settle(one.verb));
      delete owed.failed;
      if (JSON.stringify(kept()) !== saved) ask('PUT', 'activities/state', stateAddress(), kept()).catch(() => {});
      ask('POST', 'statements', {}, [...left, cmi5.terminatedStatement()]).catch(() => {});
    },
  };
})();
