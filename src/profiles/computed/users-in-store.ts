import type { SqlPort } from '../../platform/ports';
import { pairName } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { usersWhoDid } from '../../store/computed-properties';
import type { UsersAsked } from '../../store/computed-properties';
import { kindOf } from '../segments/load-facts';
import type { World } from '../segments/load-facts';
import type { StoredPlan } from '../segments/plan-in-store';
import { boundsOf } from './measure-events';
import type { PlannedComputed } from './plan-computed';
import { subjectFacts } from './subject-facts';

/** How many users did what a definition counts users for, in an account; undefined for every other definition, null where its window never began. */
export type UsersCounted = (definition: PlannedComputed, pair: Pair) => number | null | undefined;

type Batch = { readonly world: World; readonly subjects: readonly Pair[]; readonly today: number };

/** What others did in an account is loaded without their names, so they are counted in the store: in one statement, or none. */
export async function countUsers(
  sqlPort: SqlPort,
  stored: StoredPlan,
  definitions: readonly PlannedComputed[],
  { world, subjects, today }: Batch,
): Promise<UsersCounted> {
  const accounts = subjects.filter((pair) => kindOf(pair) === 'account');
  const asked = new Map<string, UsersAsked & { accounts: number[] }>();
  const placeOf = new Map<string, string | null>();
  for (const each of definitions) {
    const { definition } = each;
    if (definition.type !== 'events' || definition.measure !== 'others' || each.kind !== 'account') continue;
    const isAsked = (name: string, isActivity: boolean) => (definition.events === null ? isActivity : definition.events.includes(name));
    const events = stored.sources.events.flatMap(({ eventId, name, isActivity }) => (isAsked(name, isActivity) ? [eventId] : []));
    for (const pair of accounts) {
      const index = world.indexOf.account.get(pairName(pair));
      const bounds = index === undefined ? null : boundsOf(definition.within, subjectFacts(stored, world, 'account', index, today));
      const place = bounds === null ? null : `${each.key} ${bounds.from} ${bounds.through}`;
      placeOf.set(`${each.key} ${pairName(pair)}`, place);
      if (bounds === null || place === null) continue;
      const known = asked.get(place) ?? { accounts: [], events, ...bounds };
      known.accounts.push(pair.accountId);
      asked.set(place, known);
    }
  }
  const counts = await usersWhoDid(sqlPort, [...asked.values()]);
  const countOf = new Map([...asked.keys()].map((place, nr) => [place, counts[nr]]));
  return ({ kind, key }, pair) => {
    const place = kind === 'account' ? placeOf.get(`${key} ${pairName(pair)}`) : undefined;
    return typeof place === 'string' ? (countOf.get(place)?.get(pair.accountId) ?? 0) : place;
  };
}
