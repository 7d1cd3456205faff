import { useEffect, useState } from 'react';

/** How often the list is asked for anew while somebody looks at it. */
const READ_EVERY_MS = 15_000;

/** The time left in milliseconds, counted each second; null while nobody watches. Reads again now and then, and at the end. */
export function useWatching(watchUntil: string | null, read: () => Promise<void>): number | null {
  const until = watchUntil === null ? null : Date.parse(watchUntil);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until === null) return;
    const clock = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    const reading = setInterval(() => {
      if (document.visibilityState === 'visible') void read();
    }, READ_EVERY_MS);
    return () => {
      clearInterval(clock);
      clearInterval(reading);
    };
  }, [until, read]);
  return until === null ? null : Math.max(0, until - now);
}
