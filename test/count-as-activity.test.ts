import fc from 'fast-check';
import { saveComputed } from '../src/profiles/computed/save-computed';
import { walkComputed } from '../src/profiles/computed/walk-computed';
import { dayNumberOf } from '../src/platform/days';
import { saveEvent } from '../src/profiles/count-as-activity';
import { readPlan } from '../src/profiles/segments/plan-in-store';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { workOffTouched } from '../src/profiles/segments/work-off';
import type { Condition } from '../src/segments/condition';
import type { SubjectKind } from '../src/segments/value';
import { recountAccounts } from '../src/store/recount-accounts';
import { noteTouched } from '../src/store/segment-touched';
import { saveSegment } from '../src/store/segments';
import { computedIn, computeStore } from './computed-truth';
import { dyingAt } from './dying-at';
import { evaluateStore, keptIn } from './segment-store-truth';
import type { Entries } from './segment-store-truth';
import { definitions, EVENTS, happen, openStore, storeSteps } from './segment-store-world';
import type { Store, StoreStep } from './segment-store-world';

/** More for a longer look: SEGMENTS_RUNS=500. */
const RUNS = Number(process.env.SEGMENTS_RUNS ?? 4);

async function settle(store: Store): Promise<void> {
  const counted = (accountId: number) => noteTouched(store.sql, [{ accountId, userId: 0 }]);
  await recountAccounts({ ...store, counted }, { today: dayNumberOf(store.time.now), deadline: Infinity });
  while ((await walkComputed(store, null, Infinity)) !== null);
  for (;;) {
    if ((await walkSegments(store, null, Infinity)) === null && (await workOffTouched(store, Infinity)).isDone) return;
  }
}

/** Event ids are in the order in which the store was told of them. */
const detail = (event: number, activity: boolean) => ({ eventId: event + 1, description: '', grouping: '', color: null, activity });
const turn = async (store: Store, event: number, activity: boolean, port = store.sql) =>
  await saveEvent({ sql: port, walk: () => settle(store) }, detail(event, activity));

const active = (least: number): Condition => ({
  type: 'event',
  event: null,
  where: [],
  measure: 'times',
  count: { test: 'atLeast', n: least },
  within: { type: 'lastDays', days: 7 },
});
/** By themselves, by those related, and by a segment that asks the same. */
const askers: readonly { readonly kind: SubjectKind; readonly condition: Condition }[] = [
  { kind: 'account', condition: active(2) },
  { kind: 'account', condition: { type: 'related', relation: 'users', count: { test: 'atLeast', n: 1 }, where: active(1) } },
  { kind: 'user', condition: { type: 'not', of: active(1) } },
];
const uses = { type: 'events', measure: 'count', events: null, within: { type: 'lastDays', days: 7 } };

async function asked(store: Store, conditions: typeof askers): Promise<void> {
  for (const { kind, condition } of conditions)
    await saveSegment(store.sql, { id: null, name: 'x', kind, description: '', condition, told: false }, store.clock());
  for (const kind of ['account', 'user', 'membership'] as const) {
    const draft = { kind, key: null, definition: uses, label: 'Uses', description: '', grouping: null };
    expect(await saveComputed({ sql: store.sql, walk: () => settle(store) }, draft)).toEqual({ key: 'uses' });
  }
}

async function expectTruth(store: Store, entries: Entries): Promise<void> {
  const plan = await readPlan(store.sql);
  expect(await keptIn(store, plan)).toEqual(await evaluateStore(store, plan, entries));
  expect(await computedIn(store, plan)).toEqual(await computeStore(store, plan, new Map()));
}

const calls = [0, 1, 2].map((event) => ({ account: event % 2, user: event, event, daysAgo: 1 }));
const FIRST: StoreStep = { type: 'batch', calls };

type Step = StoreStep | { readonly type: 'switch'; readonly event: number; readonly activity: boolean };
/** Whoever turns active by a switch is a relative of an account in which they did nothing that counts. */
const IN_TWO_ACCOUNTS: Step[] = [
  { type: 'switch', event: 0, activity: false },
  { type: 'batch', calls: [{ account: 1, user: 2, event: 0, daysAgo: 0 }] },
  { type: 'switch', event: 1, activity: false },
];
const switches = fc.record({ type: fc.constant('switch' as const), event: fc.nat(2), activity: fc.boolean() });

test('whatever begins or ceases to count as activity, segments and computed properties are as if it had always been so', async () => {
  const histories: fc.Arbitrary<Step[]> = fc.array(fc.oneof(storeSteps, switches), { minLength: 4, maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(definitions, histories, async (segments, history) => {
      const store = await openStore();
      await asked(store, [...segments, ...askers]);
      const entries: Entries = new Map();
      // Both ways are gone in every history, by an event that somebody has just done.
      const ends = [
        { type: 'switch', event: 2, activity: true },
        { type: 'switch', event: 0, activity: false },
      ] as const;
      for (const step of [...history, FIRST, ...ends]) {
        if (step.type === 'switch') await turn(store, step.event, step.activity);
        else await happen(store, step);
        await settle(store);
        await expectTruth(store, entries);
      }
      await store.close();
    }),
    { numRuns: RUNS, examples: [[[], IN_TWO_ACCOUNTS]] },
  );
});

test('killed at any statement and done again, it ends the same', async () => {
  expect(Object.keys(EVENTS)).toHaveLength(3);
  for (let statement = 1; ; statement += 1) {
    const store = await openStore();
    await happen(store, FIRST);
    await asked(store, askers);
    const before = await keptIn(store, await readPlan(store.sql));
    const wasCut = await turn(store, 2, true, dyingAt(store.sql, statement)).then(
      () => false,
      () => true,
    );
    await turn(store, 2, true);
    await settle(store);
    await expectTruth(store, new Map());
    expect(await keptIn(store, await readPlan(store.sql))).not.toEqual(before);
    await store.close();
    if (!wasCut) return;
  }
});
