import { percent } from './format';

/** `text` is the change alone (`12.3%`, `1.2 pp`, `new`); the direction says which way. */
export type Delta = { readonly direction: 'up' | 'down' | 'flat'; readonly text: string };
/** Counts change in percent of the earlier value; shares change in percentage points. */
export type FigureKind = 'count' | 'share';

/** Null while there is no earlier figure to compare with. */
export function delta(kind: FigureKind, value: number, previous: number | null): Delta | null {
  if (previous === null) return null;
  const change = value - previous;
  if (kind === 'share') return written(change, `${(Math.abs(change) * 100).toFixed(1)} pp`, Math.abs(change) < 0.0005);
  if (change === 0) return { direction: 'flat', text: '0.0%' };
  // From nothing to something has no percentage.
  if (previous === 0) return { direction: 'up', text: 'new' };
  return written(change, percent(Math.abs(change / previous)), Math.abs(change / previous) < 0.0005);
}

function written(change: number, text: string, isTooSmallToShow: boolean): Delta {
  if (isTooSmallToShow) return { direction: 'flat', text };
  return { direction: change > 0 ? 'up' : 'down', text };
}
