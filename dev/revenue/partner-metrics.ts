import { centsOf, textOf } from '../../src/marketplace/wire-value';
import { monthOf } from '../../src/revenue/calendar';
import type { StatedMrr } from '../../src/revenue/reconcile';
import { at } from './read-rows';
import { dayOf } from './transaction-row';

/** Stated MRR. Rows of other metrics, which have no closing MRR, are left out. `onlyApp`: the app of rows that name none. */
export function statedRows(records: readonly unknown[], onlyApp: string | null): StatedMrr[] {
  return records.flatMap((record) => {
    const day = dayOf(at(record, 'date'));
    const closingCents = centsOf(at(record, 'closingMrr'));
    const app = textOf(at(record, 'appKey')) ?? onlyApp;
    if (typeof day !== 'number' || closingCents === undefined || app === null) return [];
    const subscription = textOf(at(record, 'subscription'))?.toUpperCase();
    return [
      {
        month: monthOf(day),
        app,
        subscription: subscription === 'MONTHLY' || subscription === 'ANNUAL' ? subscription : 'TOTAL',
        closingCents,
        graceDays: Number(textOf(at(record, 'gracePeriodInDays')) ?? 0),
      },
    ];
  });
}
