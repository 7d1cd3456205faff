import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { firstDayOf, monthText } from '../../revenue/calendar';
import type { RevenueQuestion } from '../../revenue/read-model';
import { TRIAL_DAYS } from '../../revenue/trials';
import type { MonthRange } from './revenue-bridge';
import { accountsAsked } from './revenue-question';

/** At the end of a month: licences that run, those of them that are no evaluation, and those that are. */
export type LicenceMonth = {
  readonly month: string;
  readonly installs: number;
  readonly activeLicences: number;
  readonly trials: number;
};

const Row = z.object({ day: z.coerce.number(), licences: z.coerce.number() });

/** Licences by the day on which something begins or ends for them. */
async function byDay(port: SqlPort, question: RevenueQuestion, day: Sql, condition: Sql): Promise<[number, number][]> {
  const rows = await port.query(sql`
    SELECT day, COUNT(*) AS licences
    FROM (
      SELECT ${day} AS day FROM licence l JOIN revenue_licence r ON r.licence_id = l.id JOIN revenue_account a ON a.account_id = r.account_id
      WHERE l.gone_at IS NULL AND ${condition} AND ${accountsAsked(question)}
    ) dated
    WHERE day IS NOT NULL
    GROUP BY day`);
  return z
    .array(Row)
    .parse(rows)
    .map((row) => [row.day, row.licences]);
}

const EVALUATES = sql`l.evaluation_start_day IS NOT NULL AND l.evaluation_start_day < l.maintenance_end_day`;
const EVALUATION_END = sql`LEAST(COALESCE(l.evaluation_end_day, l.evaluation_start_day + ${TRIAL_DAYS}), l.maintenance_end_day)`;

/** Both months included, oldest first. */
export async function licenceMonths(port: SqlPort, question: RevenueQuestion, { fromMonth, toMonth }: MonthRange): Promise<LicenceMonth[]> {
  const runs = sql`l.maintenance_start_day < l.maintenance_end_day`;
  const begun = await byDay(port, question, sql`l.maintenance_start_day`, runs);
  const ended = await byDay(port, question, sql`l.maintenance_end_day`, runs);
  const tried = await byDay(port, question, sql`l.evaluation_start_day`, EVALUATES);
  const decided = await byDay(port, question, EVALUATION_END, EVALUATES);
  const until = (days: readonly (readonly [number, number])[], day: number): number =>
    days.reduce((sum, [at, licences]) => (at <= day ? sum + licences : sum), 0);
  return Array.from({ length: toMonth - fromMonth + 1 }, (_, offset) => {
    const day = firstDayOf(fromMonth + offset + 1) - 1;
    const installs = until(begun, day) - until(ended, day);
    const trials = until(tried, day) - until(decided, day);
    return { month: monthText(fromMonth + offset), installs, activeLicences: Math.max(0, installs - trials), trials };
  });
}
