import type { SqlPort } from '../../platform/ports';
import { heldHealth } from '../../prediction/smoothing';
import type { HeldHealth, ToldHealth } from '../../prediction/smoothing';
import { accountsAfter, dropHealthOf, saveTurns } from '../../store/health';
import type { HealthTurn, StageStanding } from '../../store/health';
import { dropHealth, dropScores, healthOf, saveHealth } from '../../store/predictions';
import { SUBJECTS_AT_ONCE } from '../segments/ask-subjects';
import { HEALTH_OUTCOME } from '../scores/health-score';
import { readHeld } from './held';
import { keepHealthScores } from './keep-health-scores';
import { plannedProfiles } from './planned-profiles';
import type { PlannedProfiles } from './planned-profiles';
import { writeReasons } from './reasons';
import { sayOf } from './say';
import type { Said } from './say';

/**
 * Brings the health of every account up to date, after its scores. Running again changes nothing. `changedStage`: somebody changed its profile,
 * so that its accounts turn at once.
 */
export async function keepHealth(port: SqlPort, today: number, changedStage: string | null = null): Promise<void> {
  const profiles = await plannedProfiles(port);
  for (let afterId = 0; ;) {
    const accounts = await accountsAfter(port, afterId, SUBJECTS_AT_ONCE);
    const last = accounts.at(-1);
    if (last === undefined) break;
    await keepSome(port, profiles, accounts, today, changedStage);
    afterId = last.accountId;
  }
  // Those that are gone.
  await dropHealth(port, today);
  await dropScores(port, HEALTH_OUTCOME, today);
}

async function keepSome(
  port: SqlPort,
  profiles: PlannedProfiles,
  accounts: readonly StageStanding[],
  today: number,
  changedStage: string | null,
): Promise<void> {
  const said = await sayOf(port, profiles, accounts, today);
  const isOf = (stage: string | null): boolean => stage === changedStage || profiles.keyOf(stage) === changedStage;
  const changed = new Set(accounts.flatMap(({ accountId, stage }) => (changedStage !== null && isOf(stage) ? [accountId] : [])));
  const ids = accounts.map(({ accountId }) => accountId);
  await keepHealthScores(port, ids, said, changed, today);
  await keepColours(port, ids, said, changed, today);
}

async function keepColours(
  port: SqlPort,
  accountIds: readonly number[],
  said: ReadonlyMap<number, Said>,
  changed: ReadonlySet<number>,
  today: number,
): Promise<void> {
  const known = await healthOf(port, accountIds);
  const [kept, turns, gone]: [({ accountId: number } & HeldHealth)[], HealthTurn[], number[]] = [[], [], []];
  for (const accountId of accountIds) {
    const own = said.get(accountId);
    const row = known.get(accountId);
    const before = row === undefined ? undefined : readHeld(row);
    const was = before?.health ?? 'none';
    if (own === undefined) {
      if (before === undefined) continue;
      gone.push(accountId);
      turns.push({ accountId, day: today, was, health: 'none', why: writeReasons([]) });
      continue;
    }
    const held = changed.has(accountId) ? atOnce(before, own.health, today) : heldHealth(before, own.health, today);
    kept.push({ accountId, ...held });
    if (held.health !== was) turns.push({ accountId, day: today, was, health: held.health, why: writeReasons(own.reasons()) });
  }
  // History first: whoever dies in between finds the change again.
  await saveTurns(port, turns);
  await dropHealthOf(port, gone);
  await saveHealth(
    port,
    kept.map(({ accountId, health, day, asked, sinceDay }) => ({ account_id: accountId, health, day, asked, since_day: sinceDay })),
  );
}

function atOnce(before: HeldHealth | undefined, asked: ToldHealth, today: number): HeldHealth {
  const isSame = before?.health === asked && before.asked === asked;
  return { health: asked, day: today, asked, sinceDay: isSame ? before.sinceDay : today };
}
