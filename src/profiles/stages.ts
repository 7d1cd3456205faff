import type { StagesAnswer } from '../contract/profiles';
import type { StagesWorking } from '../contract/stages';
import type { AccountFilter } from '../engagement/account-filter';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { labelOf } from '../segments/label';
import { licensedUpTo } from '../store/account-stages';
import { stageCounts, stageMoves } from '../store/stage-entries';
import { readPlan } from './segments/plan-in-store';
import type { StoredPlan } from './segments/plan-in-store';
import { idOfRule } from './stage-rules/rules';
import { stageNames, stagesOf } from './stage-rules/stages-of';

type BoardPorts = { readonly sql: SqlPort; readonly clock: ClockPort };

/** Every stage in its order: who of the accounts asked about stands there, what they pay, and who came and went in the days up to today. */
export async function stageBoard({ sql, clock }: BoardPorts, days: number, filter: AccountFilter): Promise<StagesAnswer> {
  const today = dayNumberOf(clock());
  const plan = await readPlan(sql);
  const set = plan.sources.stages;
  const all = await stageCounts(sql, filter);
  const counts = new Map(all.map((each) => [each.stage, each]));
  const moves = await stageMoves(sql, today + 1 - days, filter);
  const nameOf = stageNames(set);
  const sum = (chosen: typeof moves): number => chosen.reduce((total, { accounts }) => total + accounts, 0);
  return {
    asOfDay: dayFromNumber(today),
    isFirst: set.stages === null,
    working: await workingOn(sql, plan),
    nowhere: counts.get(null)?.accounts ?? 0,
    stages: stagesOf(set).map(({ key: stage, name, kind, rule }, index) => ({
      stage,
      name,
      kind,
      words: set.stages === null ? null : labelOf('account', rule, plan),
      trouble: troubleOf(plan, set.stages?.[index]?.ruleId),
      accounts: counts.get(stage)?.accounts ?? 0,
      mrrCents: counts.get(stage)?.mrrCents ?? 0,
      entered: sum(moves.filter(({ to }) => to === stage)),
      left: sum(moves.filter(({ from }) => from === stage)),
      moves: moves
        .filter(({ from }) => from === stage)
        .map(({ to, accounts, averageDays }) => ({ to, name: nameOf(to), accounts, averageDays: Math.round(averageDays) })),
    })),
  };
}

function troubleOf({ plan }: StoredPlan, ruleId: number | undefined): string | null {
  const problems = ruleId === undefined ? undefined : plan.broken.get(idOfRule(ruleId));
  return problems === undefined ? null : problems.map(({ message }) => message).join('; ');
}

/** How far accounts were asked about rules that are new, and then put into their stages. */
async function workingOn(sql: SqlPort, { sources: { stages }, plan, ready }: StoredPlan): Promise<StagesWorking | null> {
  if (stages.version === stages.placedVersion) return null;
  const rules = (stages.stages ?? []).flatMap(({ ruleId }) => plan.unitOf.get(idOfRule(ruleId)) ?? []);
  const isAsking = rules.some((unit) => ready[unit] === false);
  return { step: isAsking ? 'asking' : 'placing', ...(await licensedUpTo(sql, isAsking ? stages.askedAfter : stages.placedAfter)) };
}
