import type { Segment } from './coverage';
import type { TransactionLine } from './line';
import type { Movement } from './movement';

/** The lines that a movement comes from: what counted before and after it, and what was given back of these. Each once, by sale. */
export function evidenceOf({ before, after }: Movement): TransactionLine[] {
  const lines = new Set([before, after].flatMap((segment) => (segment === null ? [] : evidenceOfSegment(segment))));
  return [...lines].sort((a, b) => a.saleDay - b.saleDay || (a.key < b.key ? -1 : 1));
}

/** The lines that a segment comes from, the running one first. */
export function evidenceOfSegment({ line, added, refunds }: Segment): TransactionLine[] {
  return [line, ...added, ...refunds];
}
