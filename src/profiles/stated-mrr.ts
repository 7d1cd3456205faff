import { centsOf, dayNumberOf, textOf } from '../marketplace/wire-value';
import { monthOf } from '../revenue/calendar';
import type { StatedMrr } from '../revenue/reconcile';

type Fields = Readonly<Record<string, unknown>>;

/** MRR as a row of the Marketplace's report states it; null for a row without closing MRR. `onlyApp`: the app of rows that name none. */
export function statedMrr(record: unknown, onlyApp: string | null): StatedMrr | null {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return null;
  const fields = record as Fields;
  const day = dayNumberOf(typeof fields.date === 'string' ? fields.date.trim().slice(0, 10) : fields.date);
  const closingCents = centsOf(fields.closingMrr);
  const app = textOf(fields.appKey) ?? onlyApp;
  if (typeof day !== 'number' || closingCents === undefined || app === null) return null;
  const subscription = textOf(fields.subscription)?.toUpperCase();
  return {
    month: monthOf(day),
    app,
    subscription: subscription === 'MONTHLY' || subscription === 'ANNUAL' ? subscription : 'TOTAL',
    closingCents,
    graceDays: Number(textOf(fields.gracePeriodInDays) ?? 0),
  };
}
