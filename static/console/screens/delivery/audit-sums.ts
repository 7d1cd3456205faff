import type { AuditDay, DestinationHealth } from '../../../../src/contract/delivery';

/** What captured events become, in the order in which they are added up. */
export const parts = ['delivered', 'pending', 'parked', 'dead', 'refused'] as const;
export type Part = (typeof parts)[number];
export type AuditSums = Omit<AuditDay, 'day'>;

const figures = ['captured', ...parts, 'repeats'] as const;

/** All days together. */
export function auditSums(days: readonly AuditDay[]): AuditSums {
  const sums: AuditSums = { captured: 0, delivered: 0, pending: 0, parked: 0, dead: 0, refused: 0, repeats: 0 };
  for (const day of days) for (const figure of figures) sums[figure] += day[figure];
  return sums;
}

/** Events that the parts lack, or have too many (negative). Zero: the audit adds up. */
export const auditGap = (sums: AuditSums): number => parts.reduce((rest, part) => rest - sums[part], sums.captured);

/** The destinations that have something to tell: what is off and had no events has not. */
export const told = (destinations: readonly DestinationHealth[]): readonly DestinationHealth[] =>
  destinations.filter(({ state, days }) => state !== 'off' || days.some(({ captured }) => captured > 0));

/** Whose days are shown: the chosen one, else the first that captured anything, else the first. */
export function audited(destinations: readonly DestinationHealth[], chosen: string | null): DestinationHealth | null {
  return (
    destinations.find(({ destination }) => destination === chosen) ??
    destinations.find(({ days }) => days.some(({ captured }) => captured > 0)) ??
    destinations[0] ??
    null
  );
}
