/** The first and the last row that are drawn, and the row at the top of the view. */
export type DrawnRows = { readonly topRow: number; readonly first: number; readonly last: number };

/** Rows that are drawn around the view wherever it jumps to. */
const AROUND = 16;
/** Where the view is going, so many more come to be drawn, a few with each step: a frame that takes long then finds them there. */
const FORE = 80;
const BEHIND = 8;
const GROWTH = 8;

export const NOTHING_DRAWN: DrawnRows = { topRow: 0, first: 0, last: 0 };

/** What is drawn when the view of `viewRows` rows comes to begin with `topRow`. `last` may lie beyond the end of the list. */
export function drawnRows(before: DrawnRows, topRow: number, viewRows: number): DrawnRows {
  const [up, down] = topRow >= before.topRow ? [BEHIND, FORE] : [FORE, BEHIND];
  const end = topRow + viewRows;
  return {
    topRow,
    first: Math.max(0, topRow - up, Math.min(topRow - AROUND, before.first - GROWTH)),
    last: Math.min(end + down, Math.max(end + AROUND, before.last + GROWTH)),
  };
}
