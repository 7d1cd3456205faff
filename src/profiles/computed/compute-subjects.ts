import type { SqlPort } from '../../platform/ports';
import { FAILED } from '../../segments/facts';
import type { FactValue } from '../../segments/facts';
import type { PropertyValue, SubjectKind } from '../../segments/value';
import { chunked } from '../../store/chunks';
import { distinctPairs, pairName } from '../../store/profiles';
import type { Pair, ProfileChange } from '../../store/profiles';
import { kindOf, loadWorld } from '../segments/load-facts';
import type { World } from '../segments/load-facts';
import type { StoredPlan } from '../segments/plan-in-store';
import { computeProperty } from './compute';
import { propertiesOf } from './dependencies';
import { failureOf } from './failure';
import { factValue } from './fact-values';
import type { PlannedComputed } from './plan-computed';
import { loadRelated } from './related-in-store';
import type { Related } from './related-in-store';
import { subjectFacts } from './subject-facts';
import { countUsers } from './users-in-store';
import type { UsersCounted } from './users-in-store';
import { planToLoad } from './what-to-load';

/** A computed value of a subject. `value`: null where there is none; `cannot`: why it cannot be told. */
type ComputedValue = {
  readonly key: string;
  readonly before: FactValue;
  readonly value: PropertyValue | null;
  readonly cannot: string | null;
};
export type ComputedSubject = { readonly pair: Pair; readonly isThere: boolean; readonly values: readonly ComputedValue[] };

const SUBJECTS_AT_ONCE = 200;

/**
 * Values of these definitions (that can be evaluated, each behind those that it needs) for subjects of their kinds, beside those that are kept.
 * For somebody who is not there, or was erased, there are none. Writes nothing.
 */
export async function computeSubjects(
  sqlPort: SqlPort,
  stored: StoredPlan,
  definitions: readonly PlannedComputed[],
  subjects: readonly Pair[],
  today: number,
): Promise<ComputedSubject[]> {
  const own = planToLoad(stored, definitions, 'own');
  const related = planToLoad(stored, definitions, 'related');
  const isShared = definitions.some(({ definition }) => definition.type === 'events' && definition.measure === 'share');
  const asked = subjects.filter((pair) => definitions.some(({ kind }) => kind === kindOf(pair)));
  const found: ComputedSubject[] = [];
  for (const chunk of chunked(asked, SUBJECTS_AT_ONCE)) {
    const world = await loadWorld(sqlPort, own, isShared ? withAccounts(chunk) : chunk, today);
    const loaded: Loaded = {
      stored,
      world,
      today,
      users: await countUsers(sqlPort, stored, definitions, { world, subjects: chunk, today }),
      related: await loadRelated(sqlPort, related, definitions, { world, subjects: chunk, today }),
    };
    found.push(...chunk.map((pair) => computeOne(loaded, definitions, pair)));
  }
  return found;
}

type Loaded = {
  readonly stored: StoredPlan;
  readonly world: World;
  readonly today: number;
  readonly users: UsersCounted;
  readonly related: Related;
};

/** What was done in the account of a membership is loaded with the account. */
function withAccounts(pairs: readonly Pair[]): Pair[] {
  const all = [...pairs, ...pairs.filter((pair) => kindOf(pair) === 'membership').map(({ accountId }) => ({ accountId, userId: 0 }))];
  return distinctPairs(all);
}

function computeOne(loaded: Loaded, definitions: readonly PlannedComputed[], pair: Pair): ComputedSubject {
  const kind = kindOf(pair);
  const { world, stored, today } = loaded;
  const { facts } = world.engine;
  const index = world.indexOf[kind].get(pairName(pair));
  const own = definitions.filter((each) => each.kind === kind);
  if (index === undefined || facts[kind].alive[index] === 0) {
    return { pair, isThere: false, values: own.map(({ key }) => ({ key, before: null, value: null, cannot: null })) };
  }
  /** What was computed just now, before what is kept. */
  const computed = new Map<string, FactValue>();
  const valueOf = (key: string): FactValue => {
    const type = stored.catalogue.properties[kind].get(key)?.type;
    if (computed.has(key)) return computed.get(key) ?? null;
    return type === undefined ? null : factValue(facts, kind, index, key, type);
  };
  const values = own.map((each): ComputedValue => {
    const { key, type, definition } = each;
    const before = factValue(facts, kind, index, key, type);
    const result =
      blocked(each, kind, valueOf) ??
      usersOf(loaded, each, pair) ??
      computeProperty(definition, type, {
        ...subjectFacts(stored, world, kind, index, today),
        property: (of) => plain(valueOf(of)),
        related: () => loaded.related(each, pair),
        priceOf: (tier) => each.stored.prices.find(([name]) => name === tier)?.[1] ?? null,
      });
    const value = 'cannot' in result ? null : normal(result.value);
    computed.set(key, 'cannot' in result ? FAILED : value);
    return { key, before, value, cannot: 'cannot' in result ? result.cannot : null };
  });
  return { pair, isThere: true, values };
}

const plain = (value: FactValue): PropertyValue | null => (value === FAILED ? null : value);

/** As it is kept: a list is in order, and an empty one is none. */
function normal(value: PropertyValue | null): PropertyValue | null {
  if (typeof value !== 'object' || value === null) return value;
  return value.length === 0 ? null : [...new Set(value)].sort();
}

/** Nothing can be told where something that it needs cannot be told. */
function blocked(
  { definition }: PlannedComputed,
  kind: SubjectKind,
  valueOf: (key: string) => FactValue,
): { readonly cannot: string } | null {
  const failed = definition.type === 'related' ? undefined : propertiesOf(kind, definition).find(({ key }) => valueOf(key) === FAILED);
  return failed === undefined ? null : { cannot: `“${failed.key}” could not be computed` };
}

function usersOf({ users }: Loaded, each: PlannedComputed, pair: Pair): { readonly value: number | null } | null {
  const counted = users(each, pair);
  return counted === undefined ? null : { value: counted };
}

/** What has to be written so that these values are kept; nobody in whom nothing differs. */
export function changesOf(subjects: readonly ComputedSubject[], definitions: readonly PlannedComputed[]): ProfileChange[] {
  const types = new Map(definitions.map(({ kind, key, type }) => [`${kind} ${key}`, type]));
  return subjects.flatMap(({ pair, isThere, values }) => {
    const kind = kindOf(pair);
    const set = values.flatMap(({ key, before, value, cannot }): [string, PropertyValue | null][] => {
      const type = types.get(`${kind} ${key}`);
      if (type === undefined) return [];
      if (cannot !== null) return before === FAILED ? [] : [[key, failureOf(type)]];
      return isThere && before !== FAILED && JSON.stringify(before) === JSON.stringify(value) ? [] : [[key, value]];
    });
    return set.length === 0 ? [] : [{ ...pair, set: Object.fromEntries(set) }];
  });
}
