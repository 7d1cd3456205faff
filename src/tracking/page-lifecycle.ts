import type { WatchHidden } from './bridge-client';

/** Watches the page that this script runs in. A UI Kit script may have no page at all: then nothing is ever hidden. */
export const watchPageHidden: WatchHidden = (callback) => {
  if (typeof document === 'undefined' || typeof window === 'undefined') return () => undefined;
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') callback();
  };
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('pagehide', callback);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('pagehide', callback);
  };
};
