import { z } from 'zod';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import { type BridgeMonth, stepFrom } from '../../revenue/bridge';
import { firstDayOf, monthText } from '../../revenue/calendar';
import { MOVEMENT_KINDS } from '../../revenue/movement';
import type { RevenueQuestion } from '../../revenue/read-model';
import { noMovements } from '../../revenue/totals';
import { accountsAsked, centsColumn } from './revenue-question';

const Row = z.object({ month: z.coerce.number(), kind: z.enum(MOVEMENT_KINDS), cents: z.coerce.number() });

export type MonthRange = { readonly fromMonth: number; readonly toMonth: number };

/** Everything before the months asked for is one step, numbered as the month before them. */
export function revenueBridgeSql(question: RevenueQuestion, { fromMonth, toMonth, untilDay }: MonthRange & { readonly untilDay: number }) {
  return sql`
    SELECT GREATEST(m.month, ${fromMonth - 1}) AS month, m.kind, SUM(${centsColumn(sql`m`, question)}) AS cents
    FROM revenue_movement m JOIN revenue_account a ON a.account_id = m.account_id
    WHERE m.month <= ${toMonth} AND m.day < ${untilDay} AND ${accountsAsked(question)}
    GROUP BY GREATEST(m.month, ${fromMonth - 1}), m.kind`;
}

/** The MRR bridge by month, oldest first, both months included. Movements on `untilDay` and later are left out. */
export async function revenueBridge(
  port: SqlPort,
  question: RevenueQuestion,
  range: MonthRange & { readonly untilDay?: number },
): Promise<BridgeMonth[]> {
  const { fromMonth, toMonth } = range;
  const rows = await port.query(revenueBridgeSql(question, { ...range, untilDay: range.untilDay ?? firstDayOf(toMonth + 1) }));
  const totals = new Map<number, ReturnType<typeof noMovements>>();
  let opening = 0;
  for (const { month, kind, cents } of z.array(Row).parse(rows)) {
    if (month < fromMonth) opening += cents;
    const sums = totals.get(month) ?? noMovements();
    sums[kind] += cents;
    totals.set(month, sums);
  }
  const months: BridgeMonth[] = [];
  for (let month = fromMonth; month <= toMonth; month += 1) {
    const step = stepFrom(opening, totals.get(month) ?? noMovements());
    months.push({ month: monthText(month), ...step });
    opening = step.closing;
  }
  return months;
}
