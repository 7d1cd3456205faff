import type { SqlPort } from '../../platform/ports';
import { asOf } from '../../prediction/as-of';
import type { AsOf } from '../../prediction/as-of';
import { joinTables } from '../../prediction/join-tables';
import {
  accountsToLearn,
  daysHeard,
  featureUse,
  movementsOf,
  purchasesOf,
  reachOn,
  spansOf,
  trialDays,
  trialUse,
  trialUsers,
  userUse,
  widestFeatures,
} from '../../store/queries/prediction-history';
import type { LearningAccount } from '../../store/queries/prediction-history';
import { payingHistory } from './history';
import { HORIZON_DAYS, LOOKS, STRETCH_DAYS, TRIAL_DAYS } from './outcomes';
import type { Outcome } from './outcomes';
import { trialHistory, trialLook } from './trial-history';

/** Accounts whose past is read at once: answers stay far below what one may hold. */
const ACCOUNTS_PER_SLICE = 200;
const FEATURES = 15;

/**
 * One row for each account and look: what was known before it, and whether the outcome came within the horizon. `past`: looks whose
 * horizon is over by `today`, to learn from. `today`: accounts as they stand at the beginning of today, of which nothing has come yet.
 */
export async function casesOf(port: SqlPort, outcome: Outcome, today: number, when: 'past' | 'today'): Promise<AsOf> {
  const features = await widestFeatures(port, FEATURES);
  const parts: AsOf[] = [];
  for (let afterId = 0; ;) {
    const accounts = await accountsToLearn(port, afterId, ACCOUNTS_PER_SLICE);
    const last = accounts.at(-1);
    if (last === undefined) break;
    afterId = last.account_id;
    const slice = { features, accounts, today, when };
    parts.push(outcome === 'conversion' ? await trialCases(port, slice) : await payingCases(port, outcome, slice));
  }
  return joined(parts);
}

type Slice = {
  readonly features: ReadonlyMap<number, string>;
  readonly accounts: readonly LearningAccount[];
  readonly today: number;
  readonly when: 'past' | 'today';
};

async function payingCases(port: SqlPort, outcome: 'expansion' | 'churn', { features, accounts, today, when }: Slice): Promise<AsOf> {
  const horizonDays = HORIZON_DAYS[outcome];
  const lookDays = when === 'today' ? [today] : Array.from({ length: LOOKS }, (_, index) => today - (LOOKS - index) * horizonDays);
  const ids = accounts.map(({ account_id }) => account_id);
  const stretches = { fromDay: (lookDays[0] ?? today) - 2 * STRETCH_DAYS, toDay: today, days: STRETCH_DAYS };
  const reachDays = lookDays.flatMap((look) => [look - 1, look - 1 - STRETCH_DAYS]);
  const facts = {
    toDay: today,
    accounts,
    features,
    spans: await spansOf(port, ids),
    purchases: await purchasesOf(port, ids),
    movements: await movementsOf(port, ids),
    featureUse: await featureUse(port, ids, stretches),
    userUse: await userUse(port, ids, stretches),
    heard: await daysHeard(port, ids, stretches),
    reach: await reachOn(port, ids, reachDays),
  };
  return asOf({ ...payingHistory(facts, outcome, lookDays), untilDay: untilDay(today, when) }, { lookDays, horizonDays });
}

async function trialCases(port: SqlPort, { features, accounts, today, when }: Slice): Promise<AsOf> {
  // Today's are the trials that run and are old enough; an older one is past its horizon.
  const horizonDays = HORIZON_DAYS.conversion;
  const isAsked = (look: number): boolean => (when === 'today' ? look <= today && look + horizonDays > today : look + horizonDays <= today);
  const asked = accounts.filter((account) => {
    const look = trialLook(account);
    return look !== null && isAsked(look) && (when === 'past' || (account.first_paid_day === null && !isOver(account)));
  });
  const trials = asked.flatMap(({ account_id, trial_start_day }) =>
    trial_start_day === null ? [] : [{ accountId: account_id, startDay: trial_start_day }],
  );
  const history = trialHistory({
    toDay: today,
    accounts: asked,
    features,
    use: trials.length === 0 ? [] : await trialUse(port, trials, TRIAL_DAYS),
    users: trials.length === 0 ? [] : await trialUsers(port, trials, TRIAL_DAYS),
    days: trials.length === 0 ? [] : await trialDays(port, trials, TRIAL_DAYS),
  });
  const lookDays = [...new Set(asked.flatMap((account) => trialLook(account) ?? []))].sort((a, b) => a - b);
  const cases = asOf({ ...history, untilDay: untilDay(today, when) }, { lookDays, horizonDays });
  // Each trial is looked at once, however close the looks at different ones are.
  return { ...cases, remarks: cases.remarks.filter(({ code }) => code !== 'close looks') };
}

/** Uninstalled, ended or cancelled: nobody there is about to buy. */
const isOver = ({ status }: LearningAccount): boolean => status === 'inactive' || status === 'cancelled';

const untilDay = (today: number, when: Slice['when']): number => (when === 'today' ? Infinity : today);

function joined(parts: readonly AsOf[]): AsOf {
  const remarks = new Map(parts.flatMap((part) => part.remarks).map((remark) => [remark.sentence, remark]));
  return {
    table: joinTables(parts.map(({ table }) => table)),
    outcome: Uint8Array.from(parts.flatMap((part) => [...part.outcome])),
    account: Int32Array.from(parts.flatMap((part) => [...part.account])),
    period: Int32Array.from(parts.flatMap((part) => [...part.period])),
    daysAhead: Int32Array.from(parts.flatMap((part) => [...part.daysAhead])),
    remarks: [...remarks.values()],
  };
}
