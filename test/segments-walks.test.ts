import fc from 'fast-check';
import { readPlan } from '../src/profiles/segments/plan-in-store';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import type { WalkPlace } from '../src/profiles/segments/walk-segments';
import type { Condition, Segment } from '../src/segments/condition';
import { saveSegment } from '../src/store/segments';
import { dyingAt } from './dying-at';
import { evaluateStore, keptIn } from './segment-store-truth';
import type { Entries } from './segment-store-truth';
import { definitions, happen, openStore, storeSteps, ticked } from './segment-store-world';
import type { Store, StoreStep } from './segment-store-world';

/** Of each segment: whoever has a relative in it. */
function buildingOn(segments: readonly Segment[]): readonly Pick<Segment, 'name' | 'kind' | 'condition'>[] {
  return segments.map(({ id, kind }) => {
    const asker = kind === 'account' ? 'user' : 'account';
    const relation = kind === 'membership' ? 'memberships' : kind === 'account' ? 'accounts' : 'users';
    const where: Condition = { type: 'segment', segment: id };
    return { name: `On ${id}`, kind: asker, condition: { type: 'related', relation, count: { test: 'atLeast', n: 1 }, where } };
  });
}

/** A store in which all of them are saved. `change` saves another definition, and nobody looks yet; `expectTruth` holds once somebody did. */
async function openSaved(segments: readonly Segment[], history: readonly StoreStep[]) {
  const store = await openStore();
  for (const step of history) await happen(store, step);
  const asked = [...segments, ...buildingOn(segments)];
  const written = asked.map(({ name, kind, condition }) => ({ name, kind, condition, description: '', told: false }));
  for (const segment of written) await saveSegment(store.sql, { id: null, ...segment }, store.clock());
  const entries: Entries = new Map();
  return {
    store,
    async change(place: number, least: number): Promise<void> {
      const index = place % segments.length;
      const segment = written[index];
      if (segment !== undefined) await saveSegment(store.sql, { ...segment, id: index + 1, condition: ticked(least) }, store.clock());
    },
    async expectTruth(): Promise<void> {
      const plan = await readPlan(store.sql);
      expect(await keptIn(store, plan)).toEqual(await evaluateStore(store, plan, entries));
    },
  };
}

test('when a segment is changed, whatever builds on it is asked again, of accounts and users alike', async () => {
  const histories = fc.array(storeSteps, { minLength: 4, maxLength: 8 });
  const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(definitions, histories, changes, async (segments, history, changed) => {
      const { store, change, expectTruth } = await openSaved(segments, history);
      await walkSegments(store, null, Infinity);
      await expectTruth();
      for (const [place, least] of changed) {
        await change(place, least);
        await walkSegments(store, null, Infinity);
        await expectTruth();
      }
      await store.close();
    }),
    { numRuns: Number(process.env.SEGMENTS_RUNS ?? 3) },
  );
});

/** Each of three users did it in an account of their own. */
const everybody: readonly StoreStep[] = [1, 2, 3].map((one) => ({
  type: 'batch',
  calls: [{ account: one, user: one, event: 0, daysAgo: 0 }],
}));
const users: Segment = { id: '1', name: 'Ticked', kind: 'user', condition: ticked(1) };

/** Walks, one subject at a time, until the walk over accounts has come to this one. */
async function walkUpTo({ sql, clock }: Store, accountId: number): Promise<WalkPlace> {
  let place: WalkPlace | null = null;
  for (let slices = 0; slices < 20; slices += 1) {
    let now = clock();
    // Each look at the clock takes a moment, so that a slice is all there is time for.
    place = await walkSegments({ sql, clock: () => now++ }, place, clock() + 2, 1);
    if (place?.kind === 'account' && place.after.accountId >= accountId) return place;
  }
  throw new Error('The walk never came there');
}

test('a walk that asked by what a segment was before begins again, even when that segment is ready once more', async () => {
  const { store, change, expectTruth } = await openSaved([users], everybody);
  const early = await walkUpTo(store, 1);
  await change(0, 2);
  // Comes as far as the accounts, and is lost.
  await walkUpTo(store, 0);
  await walkSegments(store, early, Infinity);
  await expectTruth();
  await store.close();
});

test('a walk that asked by what a segment was before does not say that it is done, while that segment is asked anew', async () => {
  const { store, change, expectTruth } = await openSaved([users], everybody);
  const early = await walkUpTo(store, 1);
  await change(0, 2);
  let now = store.clock();
  const later = await walkSegments({ sql: store.sql, clock: () => now++ }, null, store.clock() + 2, 1);
  expect(later?.kind).toBe('user');
  // Dies as soon as it could have said so.
  for (let k = 1; k < 40; k += 1) await walkSegments({ sql: dyingAt(store.sql, k), clock: store.clock }, early, Infinity).catch(() => null);
  await walkSegments(store, later, Infinity);
  await expectTruth();
  await store.close();
});
