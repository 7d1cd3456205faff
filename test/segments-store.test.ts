import fc from 'fast-check';
import type { Segment } from '../src/segments/condition';
import { readPlan } from '../src/profiles/segments/plan-in-store';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { saveSegment } from '../src/store/segments';
import { evaluateStore, keptIn } from './segment-store-truth';
import type { Entries } from './segment-store-truth';
import { definitions, happen, openStore, storeSteps } from './segment-store-world';
import type { Store, StoreStep } from './segment-store-world';

/** More for a longer look: SEGMENTS_RUNS=500. */
const RUNS = Number(process.env.SEGMENTS_RUNS ?? 4);

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
];

async function define(store: Store, segments: readonly Segment[]): Promise<void> {
  for (const { name, kind, condition } of segments) {
    await saveSegment(store.sql, { id: null, name, kind, description: '', condition, told: false }, store.clock());
  }
  await expect(walkSegments(store, null, Infinity)).resolves.toBeNull();
}

test('members kept after every step are those of a full evaluation of everything that is stored', async () => {
  await fc.assert(
    fc.asyncProperty(definitions, fc.array(storeSteps, { minLength: 4, maxLength: 12 }), async (segments, history) => {
      const store = await openStore();
      for (const step of before) await happen(store, step);
      await define(store, segments);
      const entries: Entries = new Map();
      const plan = await readPlan(store.sql);
      expect([...plan.plan.broken]).toEqual([]);
      expect(plan.ready).not.toContain(false);
      expect(await keptIn(store, plan)).toEqual(await evaluateStore(store, plan, entries));
      for (const step of history) {
        await happen(store, step);
        const now = await readPlan(store.sql);
        expect({ step, members: await keptIn(store, now) }).toEqual({ step, members: await evaluateStore(store, now, entries) });
      }
      await store.close();
    }),
    { numRuns: RUNS },
  );
});
