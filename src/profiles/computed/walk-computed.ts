import { z } from 'zod';
import { dayNumberOf } from '../../platform/days';
import type { ClockPort, SqlPort } from '../../platform/ports';
import { SubjectKind } from '../../segments/value';
import { dropComputed, noteComputed, pricesOfTiers } from '../../store/computed-properties';
import { changeProfiles } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { subjectsAfter } from '../../store/segment-members';
import { noteTouched } from '../../store/segment-touched';
import { walkInSlices } from '../walk-in-slices';
import { readPlan } from '../segments/plan-in-store';
import type { StoredPlan } from '../segments/plan-in-store';
import { changesOf, computeSubjects } from './compute-subjects';
import { propertiesOf } from './dependencies';
import { calls } from './moves';
import type { PlannedComputed } from './plan-computed';
import { CLEARED, writeStored } from './stored';
import { keepComputed } from './update-computed';

/** Where a walk over everybody stands: for which definitions, since which day, and after whom it goes on. */
export const ComputedPlace = z.object({
  kind: SubjectKind,
  computed: z.array(z.object({ key: z.string(), version: z.int(), isCleared: z.boolean() })),
  day: z.int(),
  after: z.object({ accountId: z.int(), userId: z.int() }),
});
export type ComputedPlace = z.infer<typeof ComputedPlace>;

type ComputedPorts = { readonly sql: SqlPort; readonly clock: ClockPort };

const SUBJECTS_AT_ONCE = 200;

/**
 * Computes for everybody what is new, was changed, or moves with the day and is of an earlier one; takes away what cannot be evaluated or is to
 * go. `from` null begins, or finds what is still to do. Returns where to go on, or null when nothing is left. Any slice may run again, and two
 * walks at once do no harm. Whose values changed is noted, for segments to follow.
 */
export async function walkComputed(ports: ComputedPorts, from: ComputedPlace | null, deadline: number): Promise<ComputedPlace | null> {
  return await walkInSlices(ports.clock, from, deadline, {
    begin: () => begin(ports),
    slice: (place) => slice(ports, place),
  });
}

async function begin(ports: ComputedPorts): Promise<ComputedPlace | null> {
  let { computed } = await readPlan(ports.sql);
  if (await notePrices(ports.sql, computed)) ({ computed } = await readPlan(ports.sql));
  const today = dayNumberOf(ports.clock());
  const due = computed.filter((each) => isDue(each, today));
  const [first] = due;
  if (first === undefined) return null;
  const chosen: PlannedComputed[] = [];
  for (const each of due) {
    const waits = propertiesOf(each.kind, each.definition).some(
      ({ kind, key }) =>
        due.some((other) => other.kind === kind && other.key === key) && !chosen.some((other) => other.kind === kind && other.key === key),
    );
    if (each.kind === first.kind && (each.problem !== null || !waits)) chosen.push(each);
  }
  return { kind: first.kind, computed: chosen.map(placed), day: today, after: { accountId: 0, userId: 0 } };
}

const placed = ({ key, stored, problem }: PlannedComputed) => ({ key, version: stored.version, isCleared: problem !== null });

function isDue({ stored, problem, moves }: PlannedComputed, today: number): boolean {
  if (problem !== null) return stored.leaving || stored.ready !== CLEARED;
  return stored.ready !== stored.version || (moves && stored.day < today);
}

/** Prices that are others now are another version of what is made of them. True where any were. */
async function notePrices(sqlPort: SqlPort, computed: readonly PlannedComputed[]): Promise<boolean> {
  const priced = computed.filter(
    ({ definition, problem }) => problem === null && definition.type === 'formula' && calls(definition.formula, 'priceOf'),
  );
  if (priced.length === 0) return false;
  const prices = await pricesOfTiers(sqlPort);
  const others = priced.filter(({ stored }) => JSON.stringify(stored.prices) !== JSON.stringify(prices));
  for (const each of others) {
    await noteComputed(sqlPort, each, each.text, writeStored({ ...each.stored, version: each.stored.version + 1, prices }));
  }
  return others.length > 0;
}

/** Null: these definitions are done, or are not what they were when the walk began. */
async function slice(ports: ComputedPorts, place: ComputedPlace): Promise<ComputedPlace | null> {
  const stored = await readPlan(ports.sql);
  const chosen = stored.computed.filter(({ kind, key }) => kind === place.kind && place.computed.some((each) => each.key === key));
  const isSame = place.computed.every((each) =>
    chosen.map(placed).some(({ key, version, isCleared }) => key === each.key && version === each.version && isCleared === each.isCleared),
  );
  if (!isSame) return null;
  const subjects = await subjectsAfter(ports.sql, place.kind, place.after, SUBJECTS_AT_ONCE);
  await bringUp(ports, stored, chosen, subjects);
  const last = subjects.at(-1);
  if (last !== undefined && subjects.length === SUBJECTS_AT_ONCE) return { ...place, after: last };
  for (const each of chosen) {
    if (each.stored.leaving) await dropComputed(ports.sql, each, each.text);
    else
      await noteComputed(
        ports.sql,
        each,
        each.text,
        writeStored({ ...each.stored, ready: each.problem === null ? each.stored.version : CLEARED, day: place.day }),
      );
  }
  return null;
}

async function bringUp(
  ports: ComputedPorts,
  stored: StoredPlan,
  chosen: readonly PlannedComputed[],
  subjects: readonly Pair[],
): Promise<void> {
  const live = chosen.filter(({ problem }) => problem === null);
  const computed = live.length === 0 ? [] : await computeSubjects(ports.sql, stored, live, subjects, dayNumberOf(ports.clock()));
  const changes = changesOf(computed, live);
  // Before, so that nobody is left out if this is cut; and after, for whoever looked in between.
  await noteTouched(ports.sql, changes);
  await noteTouched(ports.sql, await keepComputed(ports.sql, live, changes));
  // Nobody can ask about these any more.
  const gone = chosen.filter(({ problem }) => problem !== null).map(({ key }): [string, null] => [key, null]);
  if (gone.length > 0) {
    const none = Object.fromEntries(gone);
    await changeProfiles(
      ports.sql,
      subjects.map((pair) => ({ ...pair, set: none })),
      'tool',
    );
  }
}
