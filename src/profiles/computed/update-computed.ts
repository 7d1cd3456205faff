import type { SqlPort } from '../../platform/ports';
import { changeProfiles, distinctPairs, pairName } from '../../store/profiles';
import type { Pair, ProfileChange } from '../../store/profiles';
import { noteTouched } from '../../store/segment-touched';
import { kindOf } from '../segments/load-facts';
import type { StoredPlan } from '../segments/plan-in-store';
import { changesOf, computeSubjects } from './compute-subjects';
import { dependentsOf } from './dependents';
import type { PlannedComputed } from './plan-computed';

/** After so many rounds somebody else keeps changing the same subjects; they are looked at later. */
const MAX_ROUNDS = 8;

/**
 * Brings computed values of these subjects up to date, and of whoever has values made of them. Gives those whose values are others now. Whoever
 * changed something looks again at what was changed, until nothing changes: two runs at once end with what is true, and so does one
 * that was cut and done again.
 */
export async function updateComputed(
  sqlPort: SqlPort,
  stored: StoredPlan,
  touched: readonly Pair[],
  today: number,
): Promise<readonly Pair[]> {
  const live = stored.computed.filter(({ problem }) => problem === null);
  if (live.length === 0) return [];
  const asked = new Set(touched.map(pairName));
  const all: Pair[] = [];
  let pairs = touched;
  for (let round = 0; ; round += 1) {
    const subjects = distinctPairs([...pairs, ...(await dependentsOf(sqlPort, live, pairs))]);
    const changes = changesOf(await computeSubjects(sqlPort, stored, live, subjects, today), live);
    // Nobody would ask about these again if this run were cut.
    await noteTouched(
      sqlPort,
      changes.filter((pair) => !asked.has(pairName(pair))),
    );
    pairs = await keepComputed(sqlPort, live, changes);
    all.push(...pairs);
    if (pairs.length > 0 && round === MAX_ROUNDS) await noteTouched(sqlPort, pairs);
    if (pairs.length === 0 || round === MAX_ROUNDS) return distinctPairs(all);
  }
}

/** Writes values; who has no room for all of them has none. Gives those who have others now. */
export async function keepComputed(
  sqlPort: SqlPort,
  definitions: readonly PlannedComputed[],
  changes: readonly ProfileChange[],
): Promise<readonly Pair[]> {
  const { changed, full } = await changeProfiles(sqlPort, changes, 'tool');
  if (full.length === 0) return changed;
  const none = (pair: Pair) => Object.fromEntries(definitions.flatMap(({ kind, key }) => (kind === kindOf(pair) ? [[key, null]] : [])));
  await changeProfiles(
    sqlPort,
    full.map((pair) => ({ ...pair, set: none(pair) })),
    'tool',
  );
  return changed;
}
