import { dayNumberOf } from '../../platform/days';
import type { ClockPort, SqlPort } from '../../platform/ports';
import { licensedAccounts, moveAccounts, stagePlaces } from '../../store/account-stages';
import type { StagePlace } from '../../store/account-stages';
import type { Pair } from '../../store/profiles';
import { noteTouched } from '../../store/segment-touched';
import { NO_STAGE, noteStages } from '../../store/stage-entries';
import { notePlaced, placeAgainIfOther } from '../../store/stage-set';
import { readPlan } from '../segments/plan-in-store';
import type { StoredPlan } from '../segments/plan-in-store';
import { idOfRule } from './rules';

type PlacePorts = { readonly sql: SqlPort; readonly clock: ClockPort };
/** The key of the stage that an account belongs into by what is kept of it; null for none. */
type StageOf = { readonly units: readonly number[]; readonly of: (place: StagePlace) => string | null };

/** After so many rounds somebody else keeps moving the same accounts; they are looked at later. */
const MAX_ROUNDS = 4;
const ACCOUNTS_AT_ONCE = 500;

/**
 * Puts accounts into the first stage whose rule they meet, by what is kept of the rules, and says who came into another one; `today` is a
 * day number. Nobody is moved while rules are still being asked, nor where stages are those by licence. A run that was cut, done twice, or at
 * the same time as another ends with the same.
 */
export async function placeAccounts(
  ports: PlacePorts,
  stored: StoredPlan,
  accountIds: readonly number[],
  today: number,
): Promise<readonly Pair[]> {
  const stageOf = stored.sources.stages.stages === null ? null : stageByRules(stored);
  return stageOf === null ? [] : await place(ports.sql, stageOf, accountIds, today);
}

/** The same of everybody, after the set has changed, as many as fit before `deadline` (ms). True when everybody stands where they belong. */
export async function placeEverybody(ports: PlacePorts, deadline: number): Promise<boolean> {
  for (;;) {
    const stored = await readPlan(ports.sql);
    const { stages } = stored.sources;
    if (stages.placedVersion === stages.version) return true;
    const stageOf = stages.stages === null ? BY_LICENCE : stageByRules(stored);
    if (stageOf === null || ports.clock() >= deadline) return false;
    const accountIds = await licensedAccounts(ports.sql, stages.placedAfter, ACCOUNTS_AT_ONCE);
    await place(ports.sql, stageOf, accountIds, dayNumberOf(ports.clock()));
    await noteTurned(ports.sql, stages.turned, accountIds);
    await placeAgainIfOther(ports.sql, stages.version);
    await notePlaced(ports.sql, stages.version, accountIds.length < ACCOUNTS_AT_ONCE ? null : (accountIds.at(-1) ?? null));
  }
}

/** Where a stage is of another kind now, segments that ask for kinds follow. */
async function noteTurned(sqlPort: SqlPort, turned: readonly string[], accountIds: readonly number[]): Promise<void> {
  if (turned.length === 0) return;
  const places = await stagePlaces(sqlPort, accountIds, []);
  const standing = places.filter(({ stage }) => stage !== null && turned.includes(stage));
  await noteTouched(
    sqlPort,
    standing.map(({ accountId }) => ({ accountId, userId: 0 })),
  );
}

const BY_LICENCE: StageOf = { units: [], of: ({ licenceStage }) => licenceStage };

/** Null while some account was not asked about a rule yet. Nobody meets a rule that cannot be evaluated. */
function stageByRules({ sources, plan, unitIds, ready }: StoredPlan): StageOf | null {
  const rules: { readonly key: string; readonly unitId: number }[] = [];
  for (const { key, ruleId } of sources.stages.stages ?? []) {
    const unit = plan.unitOf.get(idOfRule(ruleId));
    if (unit === undefined) continue;
    const unitId = unitIds[unit] ?? null;
    if (unitId === null || ready[unit] !== true) return null;
    rules.push({ key, unitId });
  }
  return {
    units: rules.map(({ unitId }) => unitId),
    of: (place) => rules.find(({ unitId }) => place.unitIds.includes(unitId))?.key ?? null,
  };
}

async function place(sqlPort: SqlPort, stageOf: StageOf, accountIds: readonly number[], today: number): Promise<readonly Pair[]> {
  const moved = new Map<number, Pair>();
  let left = accountIds;
  for (let round = 0; left.length > 0; round += 1) {
    const moves = (await stagePlaces(sqlPort, left, stageOf.units)).flatMap((each) => {
      const stage = stageOf.of(each);
      return stage === each.stage ? [] : [{ accountId: each.accountId, userId: 0, stage }];
    });
    if (moves.length === 0) break;
    for (const { accountId, userId } of moves) moved.set(accountId, { accountId, userId });
    // Segments that ask about stages follow, also when this run is cut.
    await noteTouched(sqlPort, moves);
    if (round === MAX_ROUNDS) break;
    // History first: whoever is cut before the account itself says so finds the same move again.
    await noteStages(
      sqlPort,
      moves.map(({ accountId, stage }) => ({ accountId, day: today, stage: stage ?? NO_STAGE })),
      today,
    );
    await moveAccounts(sqlPort, moves);
    left = moves.map(({ accountId }) => accountId);
  }
  return [...moved.values()];
}
