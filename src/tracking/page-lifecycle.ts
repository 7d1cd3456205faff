import type { WatchHidden } from './bridge-client';

/** Watches the page that this script runs in. A UI Kit script may have no page at all: then nothing is ever hidden. */
export const watchPageHidden: WatchHidden = (callback) => {
  const watching = new AbortController();
  if (typeof document !== 'undefined') {
    const onVisibility = () => {
      if (document.hidden) callback();
    };
    document.addEventListener('visibilitychange', onVisibility, watching);
    window.addEventListener('pagehide', callback, watching);
  }
  return () => {
    watching.abort();
  };
};
