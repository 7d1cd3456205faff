import { useCallback, useEffect, useRef, useState } from 'react';
import { readFromHost, type Readable } from './api';

export type Live<T> = { value: T | null; error: string | null; refresh: () => void };

/** Reads a path of the host's API now and every `everyMs` while the page is visible. The last good value stays during errors. */
export function useLive<K extends keyof Readable>(path: K, everyMs: number): Live<Readable[K]> {
  const [value, setValue] = useState<Readable[K] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const alive = useRef(true);

  const refresh = useCallback(() => {
    readFromHost(path).then(
      (fresh) => {
        if (!alive.current) return;
        setValue(fresh);
        setError(null);
      },
      (cause: unknown) => {
        if (alive.current) setError(cause instanceof Error ? cause.message : String(cause));
      },
    );
  }, [path]);

  useEffect(() => {
    alive.current = true;
    refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh();
    }, everyMs);
    return () => {
      alive.current = false;
      clearInterval(timer);
    };
  }, [refresh, everyMs]);

  return { value, error, refresh };
}
