import { z } from 'zod';
import { setActivity } from '../../segments/change-facts';
import { addMembership, type Facts, VARIANT_MASK, variantFor } from '../../segments/facts';
import { pairName } from '../../store/profiles';
import type { NeighbourhoodRow } from '../../store/neighbourhood-row';
import type { StoredPlan } from './plan-in-store';

type Use = Extract<NeighbourhoodRow, { what: 'use' }>;

const Properties = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])));

/** What was done, into facts. What was not kept apart by the properties of the event is there with properties that nobody knows. */
export function setUses(
  { sources }: StoredPlan,
  facts: Facts,
  uses: readonly Use[],
  places: {
    readonly accountIndex: ReadonlyMap<number, number>;
    readonly memberIndex: ReadonlyMap<string, number>;
    readonly accounts: readonly number[];
  },
): void {
  const names = new Map(sources.events.map(({ eventId, name }) => [eventId, name]));
  const nobody = new Map(places.accounts.map((id) => [id, addMembership(facts, places.accountIndex.get(id) ?? 0, -1)]));
  // There is always room for each event with properties that nobody knows.
  const mostVariants = VARIANT_MASK - names.size;
  const sums = new Map<string, { readonly membership: number; readonly variant: number; readonly day: number; count: number }>();
  const add = (membership: number, day: number, variant: number, count: number): void => {
    const key = `${membership}:${day}:${variant}`;
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { membership, variant, day, count });
    else known.count += count;
  };
  for (const { account_id, user_id, a: day, b: eventId, c: count, t: properties } of uses) {
    const membership = places.memberIndex.get(pairName({ accountId: account_id, userId: user_id })) ?? nobody.get(account_id);
    const name = names.get(eventId);
    if (membership === undefined || name === undefined) continue;
    const unknown = variantFor(facts, name, new Map(), true);
    if (properties === null) add(membership, day, unknown, count);
    else if (facts.variants.length < mostVariants) {
      add(membership, day, variantFor(facts, name, new Map(Object.entries(Properties.parse(properties))), true), count);
      add(membership, day, unknown, -count);
    }
  }
  const ordered = [...sums.values()].sort((a, b) => a.membership - b.membership || a.day - b.day || a.variant - b.variant);
  // A variant is counted a moment after its event: until then there may be less of the one than of the other.
  for (const { membership, variant, day, count } of ordered) if (count > 0) setActivity(facts, membership, variant, day, count);
}
