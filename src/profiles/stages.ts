import type { StagesAnswer } from '../contract/profiles';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { stageCounts, stageMoves } from '../store/stage-entries';
import { DEFAULT_STAGES } from './default-stage';

/** Every stage in its order: who stands there, what they pay, and who came and went in the days up to today. */
export async function stageBoard(
  { sql, clock }: { readonly sql: SqlPort; readonly clock: ClockPort },
  days: number,
): Promise<StagesAnswer> {
  const today = dayNumberOf(clock());
  const counts = new Map((await stageCounts(sql)).map((each) => [each.stage, each]));
  const moves = await stageMoves(sql, today + 1 - days);
  const sum = (chosen: typeof moves): number => chosen.reduce((total, { accounts }) => total + accounts, 0);
  return {
    asOfDay: dayFromNumber(today),
    stages: Object.entries(DEFAULT_STAGES).map(([stage, kind]) => ({
      stage,
      kind,
      accounts: counts.get(stage)?.accounts ?? 0,
      mrrCents: counts.get(stage)?.mrrCents ?? 0,
      entered: sum(moves.filter(({ to }) => to === stage)),
      left: sum(moves.filter(({ from }) => from === stage)),
      moves: moves
        .filter(({ from }) => from === stage)
        .map(({ to, accounts, averageDays }) => ({ to, accounts, averageDays: Math.round(averageDays) })),
    })),
  };
}
