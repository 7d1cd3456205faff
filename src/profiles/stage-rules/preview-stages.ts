import { dayNumberOf } from '../../platform/days';
import type { ClockPort, SqlPort } from '../../platform/ports';
import { YES } from '../../segments/engine';
import { licensedAccounts } from '../../store/account-stages';
import { pairName } from '../../store/profiles';
import type { RuledStage } from '../../store/stage-set';
import { askSubjects, SUBJECTS_AT_ONCE } from '../segments/ask-subjects';
import type { StoredPlan } from '../segments/plan-in-store';
import { idOfRule } from './rules';

/** Accounts by the place of the stage that they would be in; `of` all with a licence were looked at, in the order of their ids, all of them with `isWhole`. */
export type StagesPreview = {
  readonly accounts: readonly number[];
  readonly nowhere: number;
  readonly of: number;
  readonly isWhole: boolean;
};

/** To know the first of a ranking, all have to be looked at together. */
const RANKED_AT_ONCE = 3_000;

/** Who would be where, of as many accounts as there is time for: `deadline` in milliseconds. Writes nothing. */
export async function previewStages(
  ports: { readonly sql: SqlPort; readonly clock: ClockPort },
  { stages, stored }: { readonly stages: readonly RuledStage[]; readonly stored: StoredPlan },
  deadline: number,
): Promise<StagesPreview> {
  const today = dayNumberOf(ports.clock());
  const rules = stages.map(({ ruleId }) => stored.plan.unitOf.get(idOfRule(ruleId)) ?? -1);
  const isRanked = stored.plan.units.some(({ rule }, unit) => rule.type === 'top' && stored.ready[unit] === false);
  const atOnce = isRanked ? RANKED_AT_ONCE : SUBJECTS_AT_ONCE;
  const accounts = stages.map(() => 0);
  let [of, nowhere, after] = [0, 0, 0];
  for (;;) {
    const ids = await licensedAccounts(ports.sql, after, atOnce);
    const subjects = ids.map((accountId) => ({ accountId, userId: 0 }));
    const { outcomes } = await askSubjects(ports.sql, stored, rules, subjects, today);
    for (const pair of subjects) {
      const first = rules.findIndex((unit) => outcomes.get(unit)?.get(pairName(pair)) === YES);
      if (first < 0) nowhere += 1;
      else accounts[first] = (accounts[first] ?? 0) + 1;
    }
    of += ids.length;
    after = ids.at(-1) ?? after;
    const isWhole = ids.length < atOnce;
    if (isWhole || isRanked || ports.clock() >= deadline) return { accounts, nowhere, of, isWhole };
  }
}
