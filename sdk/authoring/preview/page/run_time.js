// What the player has of a run time, whichever standard it is: what changed, and what this browser remembers.
export class RunTime {
  constructor(key) {
    this.prefix = `haat-preview:${key}:`;
    this.listeners = [];
  }

  onChange(listener) { this.listeners.push(listener); }
  tell(event) { this.listeners.forEach((listener) => listener(event)); }

  keep(name, text) {
    try {
      localStorage.setItem(this.prefix + name, text);
    } catch {
      this.tell('full');
    }
  }
}

export const addressOf = (item) => `course/${item.path.split('/').map(encodeURIComponent).join('/')}${item.suffix}`;
