// What the server says now, asked again every few seconds while somebody looks. What was known stays where an answer does not come.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

import { ask, Problem } from './api.ts';
import { ended } from './session.ts';

export interface Refreshed<T> {
  value?: T;
  at?: Date; // when it was last told
  problem?: Problem;
  again: () => Promise<void>; // at once
}

const every = 4000; // ms

export function useRefreshed<T>(path: string): Refreshed<T> {
  const [known, setKnown] = useState<Omit<Refreshed<T>, 'again'>>({});
  const asked = useRef(0);
  const again = useCallback(async () => {
    const mine = ++asked.current; // an answer that was overtaken says nothing any more
    try {
      const { value } = await ask<T>('GET', path);
      if (mine === asked.current) setKnown({ value, at: new Date() });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (mine === asked.current) setKnown((last) => ({ ...last, problem }));
    }
  }, [path]);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible' && !ended.value) void again();
    };
    look();
    const clock = setInterval(look, every);
    document.addEventListener('visibilitychange', look);
    return () => {
      asked.current = -1; // the page is gone
      clearInterval(clock);
      document.removeEventListener('visibilitychange', look);
    };
  }, [again]);
  return { ...known, again };
}
