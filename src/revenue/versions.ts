import { type Flag, compareFlags, flagged } from './flag';
import { type TransactionLine, compareText } from './line';

/** The version of a line that counts: the one updated later. Two of one day that differ contradict each other, and one is chosen by its text. */
function laterVersion(a: TransactionLine, b: TransactionLine): { readonly line: TransactionLine; readonly conflict: Flag | null } {
  const order = (a.updatedDay ?? -Infinity) - (b.updatedDay ?? -Infinity);
  if (order > 0) return { line: a, conflict: null };
  if (order < 0) return { line: b, conflict: null };
  const textOrder = compareText(contentOf(a), contentOf(b));
  if (textOrder === 0) return { line: a, conflict: null };
  const [line, other] = textOrder > 0 ? [a, b] : [b, a];
  return { line, conflict: flagged('conflicting-versions', line, other) };
}

/** Each line once, by its key, with what the versions of one day contradict each other in. */
export function latestVersions(lines: Iterable<TransactionLine>): { readonly lines: TransactionLine[]; readonly conflicts: Flag[] } {
  const latest = new Map<string, TransactionLine>();
  const conflicts = new Map<string, Flag>();
  for (const next of lines) {
    const known = latest.get(next.key);
    const { line, conflict } = known === undefined ? { line: next, conflict: null } : laterVersion(known, next);
    if (conflict !== null) conflicts.set(line.key, conflict);
    else if (line !== known) conflicts.delete(line.key);
    latest.set(line.key, line);
  }
  return { lines: [...latest.values()], conflicts: [...conflicts.values()].sort(compareFlags) };
}

/** A line's fields in the order of their names, whoever built it. */
function contentOf(line: TransactionLine): string {
  return JSON.stringify(Object.entries(line).sort(([a], [b]) => compareText(a, b)));
}
