import fc from 'fast-check';
import type { SqlPort } from '../src/platform/ports';
import { saveComputed } from '../src/profiles/computed/save-computed';
import { walkComputed } from '../src/profiles/computed/walk-computed';
import { readPlan } from '../src/profiles/segments/plan-in-store';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { workOffTouched } from '../src/profiles/segments/work-off';
import type { Condition } from '../src/segments/condition';
import type { SubjectKind } from '../src/segments/value';
import { saveSegment } from '../src/store/segments';
import { computedIn, computeStore, usesOf } from './computed-truth';
import type { Counts } from './computed-truth';
import { evaluateStore, keptIn } from './segment-store-truth';
import { happen, openStore, storeSteps, ticked } from './segment-store-world';
import type { Store, StoreStep } from './segment-store-world';

/** More for a longer look: COMPUTED_RUNS=500. */
const RUNS = Number(process.env.COMPUTED_RUNS ?? 6);

const last = (days: number) => ({ type: 'lastDays', days });
const ofEvents = (measure: string, within: object, events: readonly string[] | null = null) => ({
  type: 'events',
  measure,
  events,
  within,
});
const related = (relation: string, measure: string | null, property: string | null, where: Condition | null = null) => ({
  type: 'related',
  relation,
  measure,
  property,
  where,
});
/** What is computed, each behind what it needs. */
const DEFINITIONS: readonly (readonly [SubjectKind, string, object, readonly string[]])[] = [
  ['account', 'a-count', ofEvents('count', last(7)), []],
  ['account', 'a-days', ofEvents('days', last(5)), []],
  ['account', 'a-users', ofEvents('others', last(6)), []],
  ['account', 'a-paying-users', ofEvents('others', { type: 'sinceStage', stage: 'Paying' }, ['List Made', 'Board Opened']), []],
  ['account', 'a-change', { type: 'change', events: null, within: last(4) }, []],
  ['account', 'a-trend', { type: 'trend', events: null, within: last(14) }, []],
  ['account', 'a-streak', { type: 'streak', events: null }, []],
  ['account', 'a-ratio', { type: 'ratio', of: 'users-ever', to: 'seats' }, []],
  ['account', 'a-over', { type: 'formula', formula: 'if([a-ratio] > 1, "over", "within")' }, ['a-ratio']],
  ['account', 'a-score', related('users', 'sum', 'score'), []],
  ['account', 'a-owners', related('memberships', null, null, { type: 'property', property: 'Role', operator: 'is', value: 'a' }), []],
  ['account', 'a-busy', related('users', null, null, ticked(2, 9)), []],
  ['membership', 'm-share', ofEvents('share', last(8)), []],
  ['membership', 'm-kinds', ofEvents('kinds', last(30)), []],
  ['membership', 'm-seats', related('account', 'max', 'seats'), []],
  ['membership', 'm-champion', { type: 'formula', formula: '[m-share] >= 0.5 and [m-kinds] >= 2' }, ['m-share', 'm-kinds']],
  ['account', 'a-best', related('memberships', 'max', 'm-share'), ['m-share']],
  ['user', 'u-accounts', ofEvents('others', last(9)), []],
  ['user', 'u-since', ofEvents('daysSince', { type: 'ever' }), []],
  ['user', 'u-opened', ofEvents('last', { type: 'ever' }, ['Board Opened']), []],
  ['user', 'u-weight', related('memberships', 'average', 'weight'), []],
  ['user', 'u-plans', related('accounts', 'distinct', 'plan'), []],
  ['user', 'u-best', related('accounts', 'max', 'a-ratio'), ['a-ratio']],
];
/** The conditions above in plain code. */
const COUNTS: ReadonlyMap<string, Counts> = new Map<string, Counts>([
  [
    'a-owners',
    ({ account, user }, { profiles }) => profiles.find((each) => each.account === account && each.user === user)?.values.Role === 'a',
  ],
  [
    'a-busy',
    (who, world) =>
      usesOf(world, who)
        .filter(({ event, day }) => event === 'Item Ticked' && day > world.today - 9)
        .reduce((sum, { times }) => sum + times, 0) >= 2,
  ],
]);

const chosen = fc
  .subarray(
    DEFINITIONS.map(([, key]) => key),
    { minLength: 2 },
  )
  .map((keys) => {
    const wanted = new Set(keys);
    for (const [, key, , needs] of DEFINITIONS.toReversed()) if (wanted.has(key)) for (const need of needs) wanted.add(need);
    return DEFINITIONS.filter(([, key]) => wanted.has(key));
  });

const walk = async (store: Store, port: SqlPort = store.sql): Promise<void> => {
  await walkComputed({ sql: port, clock: store.clock }, null, Infinity);
};

async function define(store: Store, definitions: typeof DEFINITIONS): Promise<void> {
  for (const [kind, key, definition] of definitions) {
    const draft = { kind, key: null, definition, label: key, description: '', grouping: null };
    await expect(saveComputed({ sql: store.sql, walk: () => Promise.resolve() }, draft)).resolves.toEqual({ key });
  }
}

const before: readonly StoreStep[] = [
  {
    type: 'batch',
    calls: [
      { account: 0, user: 1, event: 0, daysAgo: 0 },
      { account: 0, user: 2, event: 1, daysAgo: 3 },
      { account: 1, user: 1, event: 0, daysAgo: 9 },
      { account: 2, user: 3, event: 2, daysAgo: 0 },
    ],
  },
  { type: 'state', account: 0, seats: 2, mrr: 3, stage: 'paying', daysAgo: 2 },
  { type: 'state', account: 1, seats: 0, mrr: 0, stage: 'trial', daysAgo: 1 },
];

async function begun(definitions: typeof DEFINITIONS): Promise<Store> {
  const store = await openStore();
  for (const step of before) await happen(store, step);
  await define(store, definitions);
  await walk(store);
  await workOffTouched(store, Infinity);
  return store;
}

test('what is kept after every step is what follows from everything that is stored, and so are segments that ask for it', async () => {
  await fc.assert(
    fc.asyncProperty(chosen, fc.array(storeSteps, { minLength: 4, maxLength: 12 }), async (definitions, history) => {
      const store = await begun(definitions);
      const [kind, key] = definitions[0] ?? ['account', ''];
      const condition: Condition = { type: 'not', of: { type: 'property', property: key, operator: 'hasValue', value: null } };
      await saveSegment(store.sql, { id: null, name: 'Without', kind, description: '', condition, told: false }, store.clock());
      await walkSegments(store, null, Infinity);
      const entries = new Map<string, Map<string, number>>();
      for (const step of [null, ...history]) {
        if (step !== null) await happen(store, step);
        const plan = await readPlan(store.sql);
        expect(plan.computed.map((each) => each.problem)).toEqual(definitions.map(() => null));
        expect({ step, values: await computedIn(store, plan) }).toEqual({ step, values: await computeStore(store, plan, COUNTS) });
        expect({ step, members: await keptIn(store, plan) }).toEqual({ step, members: await evaluateStore(store, plan, entries) });
      }
      await store.close();
    }),
    { numRuns: RUNS },
  );
});
