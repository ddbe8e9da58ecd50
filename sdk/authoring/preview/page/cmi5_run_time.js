// The platform's side of cmi5 is the preview's server, since units ask by HTTP. Here it is asked to launch them, and what
// came of it.
import { record } from './call_log.js';
import { RunTime } from './run_time.js';
import { say } from './words.js';

const often = 500;  // milliseconds
const patience = 15;  // looks, after which a unit that has not ended its session is given up

const ask = (resource, body) => fetch(`cmi5/${resource}`, { method: 'POST', body: JSON.stringify(body ?? {}) });

function statusOf(unit) {
  if (unit.passed) return 'passed';
  if (unit.failed) return 'failed';
  return unit.completed ? 'completed' : 'incomplete';
}

export class Cmi5RunTime extends RunTime {
  constructor(key) {
    super(key);
    this.seen = 0;
    this.news = { units: {}, satisfied: false, open: false, ended: false };
    this.looking = Promise.resolve();
    setInterval(() => this.look(), often);
  }

  // One after the other: no event is shown twice.
  look() {
    this.looking = this.looking.then(() => this.lookOnce()).catch(() => {});  // the preview may have ended
    return this.looking;
  }

  async lookOnce() {
    const news = await (await fetch(`cmi5/events?after=${this.seen}`)).json();
    // A session may begin and end between two looks.
    const ended = news.ended && !(this.news.ended && this.news.session === news.session);
    const same = news.last === this.seen;
    this.news = news;
    this.seen = news.last;
    news.events.forEach((event) => record(event.name, [event.what, ...(event.told ? [event.told] : [])], event.answer, event.error, event.problem));
    if (ended) this.tell('ended');
    if (!same) this.tell('changed');
  }

  status(item) {
    const unit = this.news.units[item.id];
    if (!unit) return null;
    const yes = (so) => say(so ? 'yes' : 'no');
    return {
      status: statusOf(unit),
      score: unit.score === null ? '' : `${Math.round(unit.score * 1000) / 10} %`,
      progress: unit.percent === null ? '–' : `${unit.percent} %`,
      satisfied: `${yes(unit.satisfied)} (${unit.moveOn})`,
      courseSatisfied: yes(this.news.satisfied),
    };
  }

  now() { return this.item ? this.status(this.item) : null; }

  async open(item) {
    this.item = item;
    const answer = await ask('launch', { unit: item.id, mode: 'Normal' });
    const { address } = await answer.json();
    await this.look();
    return address;
  }

  // Whether the unit went without ending its session. Its last words come when its page has gone already.
  async close() {
    this.item = null;
    for (let looks = 0; looks < patience; looks += 1) {
      await this.look();
      if (!this.news.open) return false;
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
    return true;
  }

  async forget() {
    await ask('anew');
    await this.look();
  }
}
