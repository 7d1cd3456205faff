import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { formatHash, parseHash, type Place } from './hash';

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => {
    window.removeEventListener('hashchange', changed);
  };
}

const read = (): string => window.location.hash;

export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, read);
  return useMemo(() => parseHash(hash), [hash]);
}

/** Writes a screen's choices into the address. Replaces the entry: Back leaves the screen, it does not undo filters. */
export function useReplaceParams(screen: string): (params: URLSearchParams) => void {
  return useCallback(
    (params) => {
      window.history.replaceState(null, '', formatHash({ screen, params }));
      // replaceState is silent; the listeners of this page still have to hear of it.
      window.dispatchEvent(new HashChangeEvent('hashchange'));
    },
    [screen],
  );
}
