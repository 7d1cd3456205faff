import { dayFromNumber } from '../../platform/days';
import { FAILED } from '../../segments/facts';
import type { Facts, FactValue } from '../../segments/facts';
import { VARIANT_BITS, VARIANT_MASK } from '../../segments/facts';
import type { PropertyType, SubjectKind } from '../../segments/value';
import type { Use } from './measure-events';

/** The value of a property, read back from facts. */
export function factValue(facts: Facts, kind: SubjectKind, subject: number, key: string, type: PropertyType): FactValue {
  const column = facts[kind].columns.get(key);
  if (column === undefined) return null;
  if (column.by === 'value') {
    const code = column.codes[subject] ?? 0;
    return code === 1 ? FAILED : (column.distinct[code] ?? null);
  }
  const value = column.values[subject] ?? NaN;
  if (Number.isNaN(value)) return null;
  if (value === Infinity) return FAILED;
  return type === 'day' ? dayFromNumber(value) : value;
}

/** The memberships of an account or a user, and the use of an account that nobody in particular did. */
export function membershipsIn(facts: Facts, kind: SubjectKind, subject: number): number[] {
  if (kind === 'membership') return [subject];
  const ofAccount = kind === 'account';
  const next = ofAccount ? facts.nextOfAccount : facts.nextOfUser;
  const found: number[] = [];
  for (let each = (ofAccount ? facts.accountHead : facts.userHead)[subject] ?? -1; each >= 0; each = next[each] ?? -1) found.push(each);
  return found;
}

/** What was done in a membership, by day. `other` as in `Use`. */
export function usesIn(facts: Facts, membership: number, other: number, isActivity: (event: string) => boolean): Use[] {
  const start = facts.rowStart[membership] ?? 0;
  return Array.from({ length: facts.rowLength[membership] ?? 0 }, (_, offset): Use => {
    const key = facts.keys[start + offset] ?? 0;
    const variant = facts.variants[key & VARIANT_MASK];
    const event = variant?.event ?? '';
    return {
      day: key >>> VARIANT_BITS,
      event,
      times: facts.counts[start + offset] ?? 0,
      other,
      activity: isActivity(event),
      ...(variant === undefined ? {} : { values: variant.properties, isPart: variant.isPart }),
    };
  });
}
