import type { ClockPort, SqlPort } from '../../platform/ports';
import { distinctPairs } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { keepMembers, keepTurns } from '../../store/segment-members';
import type { SegmentTurn } from '../../store/segment-members';
import { keepRanks } from '../../store/segment-ranks';
import { tellingOf } from '../../store/segment-told';
import type { Telling } from '../../store/segment-told';
import { noteTouched } from '../../store/segment-touched';
import { placeAccounts } from '../stage-rules/place-accounts';
import { isOfRule } from '../stage-rules/rules';
import { look } from './look';
import type { Looked } from './look';
import { readPlan } from './plan-in-store';
import type { StoredPlan } from './plan-in-store';

export type SegmentPorts = { readonly sql: SqlPort; readonly clock: ClockPort };
/** `tell`: destinations hear of those who have just come or gone; without it that is left to whoever tells everybody. */
export type FollowPorts = SegmentPorts & { readonly tell?: (telling: readonly Telling[]) => Promise<void> };

/** After so many rounds somebody else keeps changing the same subjects; they are looked at later. */
const MAX_ROUNDS = 4;

/**
 * Who of these subjects is in which segment now, and of whoever asks about them, kept in the store. Says who came and went; `today` is a day
 * number. Two runs at once end with what is true: whoever changed something looks again at what was changed, until there is nothing to
 * change. A run that was cut in half, or done twice, ends in the same rows and turns.
 */
export async function updateSegments(
  ports: FollowPorts,
  touched: readonly Pair[],
  today: number,
  plan?: StoredPlan,
): Promise<readonly SegmentTurn[]> {
  if (touched.length === 0) return [];
  let stored = plan ?? (await readPlan(ports.sql));
  if (stored.plan.units.length === 0) return [];
  // Whoever walks everybody may have passed them already.
  if (stored.ready.includes(false)) await noteTouched(ports.sql, touched);
  const turns: SegmentTurn[] = [];
  let subjects: readonly Pair[] = touched;
  let again: ReadonlySet<number> = new Set();
  let toTell: readonly Pair[] = [];
  for (let round = 0; ; round += 1) {
    const looked = await look(ports.sql, stored, subjects, {
      today,
      units: stored.ready,
      walk: false,
      rankAgain: again,
      tell: ports.tell === undefined ? [] : toTell,
    });
    if (looked.isOutdated) {
      if (round === MAX_ROUNDS) {
        await noteTouched(ports.sql, subjects);
        return turns;
      }
      stored = await readPlan(ports.sql);
      continue;
    }
    await keep(ports, stored, looked, today);
    turns.push(...looked.turns);
    toTell = distinctPairs([...toTell, ...toldOf(stored, looked)]);
    const placed = await placeAccounts(
      ports,
      stored,
      ofRules(stored, looked).map(({ accountId }) => accountId),
      today,
    );
    subjects = distinctPairs([...looked.members, ...looked.ranks, ...placed]);
    again = new Set([...looked.ranks, ...looked.members].map(({ unitId }) => unitId));
    const isSettled = subjects.length === 0;
    if (!isSettled && round < MAX_ROUNDS) continue;
    await noteTouched(ports.sql, subjects);
    const isTellingKnown = isSettled && looked.telling.length === toTell.length;
    if (toTell.length > 0) await ports.tell?.(isTellingKnown ? looked.telling : await tellingOf(ports.sql, toTell));
    return turns;
  }
}

/** In this order: who is cut finds the same turns and members again, and ranks only say what was settled. */
export async function keep(ports: SegmentPorts, stored: StoredPlan, looked: Looked, today: number): Promise<void> {
  if (looked.later.length > 0) await noteTouched(ports.sql, looked.later);
  // Whoever finds who meets a rule kept does not see that the account was not put into its stage. A new set is put into place whole.
  const { version, placedVersion } = stored.sources.stages;
  if (version === placedVersion) await noteTouched(ports.sql, ofRules(stored, looked));
  await keepTurns(ports.sql, looked.turns, today, ports.clock());
  await keepMembers(ports.sql, [...looked.members, ...looked.due], toldOf(stored, looked));
  await keepRanks(ports.sql, looked.ranks);
}

/** Those who have come into segments that destinations hear of, or gone. */
function toldOf({ sources }: StoredPlan, { turns }: Looked): Pair[] {
  const told = new Set(sources.segments.filter((segment) => segment.told).map(({ segmentId }) => segmentId));
  return distinctPairs(turns.filter(({ segmentId }) => told.has(segmentId)).map(({ accountId, userId }) => ({ accountId, userId })));
}

/** Accounts that meet other rules of stages than before. */
const ofRules = ({ plan }: StoredPlan, { members }: Looked): Pair[] =>
  distinctPairs(members.filter(({ unit }) => isOfRule(plan.units[unit]?.segment ?? null)));
