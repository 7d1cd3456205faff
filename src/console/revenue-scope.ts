import type { RevenueHead, RevenueRequest } from '../contract/revenue-request';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, KvsPort, SqlPort } from '../platform/ports';
import { readGraceDays } from '../profiles/revenue-settings';
import { firstDayOf, monthFromText, monthOf } from '../revenue/calendar';
import type { RevenueQuestion } from '../revenue/read-model';
import { revenueHead } from '../store/queries/revenue-head';

export type RevenuePorts = { readonly sql: SqlPort; readonly kvs: KvsPort; readonly clock: ClockPort };

/** What a request means today. Days are day numbers, months count from January of year 0; both months are included. */
export type RevenueScope = {
  readonly question: RevenueQuestion;
  readonly today: number;
  readonly fromMonth: number;
  readonly toMonth: number;
};

export function scopeOf(clock: ClockPort, { basis, months, filter }: RevenueRequest): RevenueScope {
  const today = dayNumberOf(clock());
  const toMonth = monthOf(today);
  return { question: { basis, filter }, today, fromMonth: toMonth - months + 1, toMonth };
}

/** The day after the last one of a month, but never a day that is still to come. */
export const endOfMonth = (month: number, today: number): number => Math.min(firstDayOf(month + 1), today + 1);

/** The last day of a month that is known: its own last one, or today. */
export const lastDayOf = (month: number, today: number): number => endOfMonth(month, today) - 1;

export const monthsOf = ({ fromMonth, toMonth }: Pick<RevenueScope, 'fromMonth' | 'toMonth'>): readonly number[] =>
  Array.from({ length: toMonth - fromMonth + 1 }, (_, index) => fromMonth + index);

/** The month of a text that a contract let in. */
export function monthNumber(text: string): number {
  const month = monthFromText(text);
  if (month === null) throw new RangeError('Not a month');
  return month;
}

export const isoDay = (day: number | null): string | null => (day === null ? null : dayFromNumber(day));

export const pageOf = ({ page, pageSize }: { readonly page: number; readonly pageSize: number }) => ({
  limit: pageSize,
  offset: page * pageSize,
});

export async function headOf(ports: RevenuePorts, { question, today }: RevenueScope): Promise<RevenueHead> {
  const [head, graceDays] = await Promise.all([revenueHead(ports.sql, question), readGraceDays(ports.kvs)]);
  return {
    asOfDay: dayFromNumber(today),
    graceDays,
    lines: head.lines,
    waiting: head.waiting,
    flagged: { lines: head.flaggedLines, cents: head.flaggedCents },
  };
}
