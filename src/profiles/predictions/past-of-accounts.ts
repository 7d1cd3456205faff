import type { SqlPort } from '../../platform/ports';
import { STAGE_COLUMN, STAGE_SINCE_COLUMN, stageEnteredColumn } from '../../segments/catalogue';
import { FAILED } from '../../segments/facts';
import type { FactValue } from '../../segments/facts';
import { daysHeard, knownStages, spansOf, startsOf, usersSince } from '../../store/queries/prediction-history';
import type { KnownStage } from '../../store/queries/prediction-history';
import { NO_STAGE } from '../../store/stage-entries';
import { stageValues } from '../segments/subject-values';
import { PAYING_STAGE, TRIAL_STAGE } from './asked-of-past';
import { groupBy, stretchesOf } from './history';
import { STRETCH_DAYS } from './outcomes';

/** An account as it stood at the beginning of a day. */
export type PastAccount = {
  readonly accountId: number;
  readonly values: Values;
  /** Those who had been seen in it. */
  readonly users: readonly number[];
  /** Before that day nothing can have been done; null where nobody knows when it began. */
  readonly beganDay: number | null;
  readonly isHeardOn: (day: number) => boolean;
};
type PastOfAccounts = {
  readonly of: (accountId: number, look: number) => PastAccount;
};
type Values = { readonly get: (column: string) => FactValue | undefined };
/** What was heard of accounts is read of the days from one on and before another. */
type Question = { readonly fromDay: number; readonly toDay: number; readonly byLicence: boolean; readonly byUser: boolean };

/** What the store has of the past of some accounts, beside what was done in them. */
export async function pastOf(
  port: SqlPort,
  accountIds: readonly number[],
  { fromDay, toDay, byLicence, byUser }: Question,
): Promise<PastOfAccounts> {
  const starts = new Map((await startsOf(port, accountIds)).map((each) => [each.account_id, each]));
  const heard = groupBy(await daysHeard(port, accountIds, { fromDay, toDay, days: STRETCH_DAYS }));
  const stages = byLicence ? new Map<number, KnownStage[]>() : groupBy(await knownStages(port, accountIds));
  const spans = byLicence
    ? groupBy((await spansOf(port, accountIds)).filter(({ customer_cents }) => customer_cents > 0))
    : new Map<number, []>();
  const seen = byUser ? groupBy(await usersSince(port, accountIds)) : new Map<number, []>();

  const isHeardOn = (accountId: number) => {
    const bits = new Map((heard.get(accountId) ?? []).map((each) => [each.stretch, each.heard]));
    return (day: number): boolean => {
      const back = toDay - 1 - day;
      return ((bits.get(Math.floor(back / STRETCH_DAYS)) ?? 0) & (1 << (back % STRETCH_DAYS))) !== 0;
    };
  };
  const byId = new Map(accountIds.map((id) => [id, isHeardOn(id)]));
  return {
    of: (accountId, look) => {
      const start = starts.get(accountId);
      const days = [start?.trial_start_day, start?.first_paid_day].filter((day) => typeof day === 'number');
      const entries = byLicence
        ? bySales(start?.trial_start_day ?? null, stretchesOf(spans.get(accountId) ?? []), look)
        : (stages.get(accountId) ?? []).filter(({ entered_day, known_day }) => entered_day < look && known_day < look);
      return {
        accountId,
        users: (seen.get(accountId) ?? []).filter(({ first_day }) => first_day < look).map(({ user_id }) => user_id),
        values: byLicence ? told(entries) : toldSince(entries),
        beganDay: days.length === 0 ? null : Math.min(...days),
        isHeardOn: byId.get(accountId) ?? (() => false),
      };
    },
  };
}

type Entry = Pick<KnownStage, 'stage' | 'entered_day'>;

/** In trial, and paying: when both began is told by sales. */
function bySales(trialDay: number | null, paid: readonly { readonly fromDay: number }[], look: number): Entry[] {
  const trial = trialDay === null ? [] : [{ stage: TRIAL_STAGE, entered_day: trialDay }];
  const paying = paid.map(({ fromDay }) => ({ stage: PAYING_STAGE, entered_day: fromDay }));
  return [...trial, ...paying].filter(({ entered_day }) => entered_day < look);
}

function told(entries: readonly Entry[]): ReadonlyMap<string, FactValue> {
  const last = entries.reduce<Entry | undefined>(
    (latest, each) => (latest !== undefined && latest.entered_day > each.entered_day ? latest : each),
    undefined,
  );
  const values = stageValues(entries.map(({ stage, entered_day }) => ({ stage, day: entered_day })));
  return new Map([...values, [STAGE_COLUMN, last === undefined || last.stage === NO_STAGE ? null : last.stage]]);
}

/** What came before the store began to write stages down is not known, and no “never”. */
function toldSince(entries: readonly Entry[]): Values {
  const values = told(entries);
  if (entries.length === 0) return { get: () => FAILED };
  const isStage = (column: string): boolean => column === STAGE_COLUMN || column === STAGE_SINCE_COLUMN;
  return {
    get: (column) => values.get(column) ?? (isStage(column) ? null : column.startsWith(stageEnteredColumn('')) ? FAILED : undefined),
  };
}
