import { questionsAt } from './ahead';
import type { Ask } from './parts/ask';
import { parseHash } from './parts/hash';
import type { Scope } from './parts/page-scope';

/** What has to be known of a screen to fetch it. */
type Fetched = { readonly id: string; readonly load?: () => Promise<unknown> };

/** Whoever only passes over a link has left it by then. */
const MEANT_MS = 60;
const LINK = 'a[href^="#/"]';

/**
 * Fetches the code and the first answers of the screen behind a link while its reader is about to open it: as soon as it is pressed, and for
 * links of the navigation also when they are pointed at or focused. Lists have too many links for that. However an address came to change,
 * its screen's question is on the way before the screen is drawn. Returns what ends it.
 */
export function lookAhead(scope: Scope, screens: readonly Fetched[], ask: Ask): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fetchBehind = (hash: string): void => {
    const screen = screens.find(({ id }) => id === parseHash(hash).screen);
    if (screen === undefined) return;
    // What cannot be fetched is left to the screen, which says so.
    screen.load?.().catch(() => undefined);
    for (const piece of questionsAt(scope, hash, ask)) void piece();
  };
  const pressed = (event: Event): void => {
    clearTimeout(timer);
    const link = linkOf(event.target, LINK);
    if (link !== null) fetchBehind(link.hash);
  };
  const pointed = (event: Event): void => {
    clearTimeout(timer);
    const link = linkOf(event.target, `nav ${LINK}`);
    if (link === null || link.hash === window.location.hash) return;
    timer = setTimeout(fetchBehind, MEANT_MS, link.hash);
  };
  const moved = ({ oldURL, newURL }: HashChangeEvent): void => {
    // A screen that only writes its choices into the address asks by itself.
    if (oldURL !== newURL) fetchBehind(window.location.hash);
  };
  // In the capturing phase: before those who draw.
  window.addEventListener('hashchange', moved, { capture: true });
  document.addEventListener('pointerdown', pressed);
  document.addEventListener('pointerover', pointed);
  document.addEventListener('focusin', pointed);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('hashchange', moved, { capture: true });
    document.removeEventListener('pointerdown', pressed);
    document.removeEventListener('pointerover', pointed);
    document.removeEventListener('focusin', pointed);
  };
}

const linkOf = (target: EventTarget | null, selector: string): HTMLAnchorElement | null =>
  target instanceof Element ? target.closest<HTMLAnchorElement>(selector) : null;
