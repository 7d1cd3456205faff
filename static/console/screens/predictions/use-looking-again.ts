import { useEffect, useRef } from 'react';

const EVERY_MS = 4_000;
const MOST = 45;

/** Looks again every few seconds while something is awaited, for three minutes at most. Keep `look` stable. */
export function useLookingAgain(isAwaited: boolean, look: () => void): void {
  const left = useRef(MOST);
  useEffect(() => {
    if (!isAwaited) {
      left.current = MOST;
      return;
    }
    const timer = setInterval(() => {
      if (left.current <= 0) return;
      left.current -= 1;
      look();
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [isAwaited, look]);
}
