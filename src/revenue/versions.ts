import { type Flag, flagged } from './flag';
import { type TransactionLine, compareText } from './line';

/** The version of a line that counts: the one updated later. Two of one day that differ contradict each other, and one is chosen by its text. */
export function laterVersion(a: TransactionLine, b: TransactionLine): { readonly line: TransactionLine; readonly conflict: Flag | null } {
  const order = (a.updatedDay ?? -Infinity) - (b.updatedDay ?? -Infinity);
  if (order > 0) return { line: a, conflict: null };
  if (order < 0) return { line: b, conflict: null };
  const textOrder = compareText(contentOf(a), contentOf(b));
  if (textOrder === 0) return { line: a, conflict: null };
  const [line, other] = textOrder > 0 ? [a, b] : [b, a];
  return { line, conflict: flagged('conflicting-versions', line, other) };
}

/** A line's fields in the order of their names, whoever built it. */
function contentOf(line: TransactionLine): string {
  return JSON.stringify(Object.entries(line).sort(([a], [b]) => compareText(a, b)));
}
