import { randomFrom } from '../../simulator/random';
import type { TransactionLine } from '../../../src/revenue/line';
import { LAST_DAY } from './rows';

/**
 * `count` changed lines as a day brings them: of every five, three are one upgrade (the old line stated as refunded, its refund, the new
 * line) and two are lines of other accounts whose payment or price changed.
 */
export function changedLines(current: ReadonlyMap<string, TransactionLine>, count: number, batch: number): TransactionLine[] {
  const random = randomFrom('revenue-bench-changes', batch);
  const all = [...current.values()];
  const changed = new Map<string, TransactionLine>();
  // Later than anything sold within a term that goes on after the last day.
  const updatedDay = LAST_DAY + 400 + batch;
  while (changed.size < count) {
    const line = all[random.int(0, all.length - 1)];
    if (
      line === undefined ||
      line.startDay === null ||
      line.endDay === null ||
      line.customerCents <= 0 ||
      line.paymentStatus !== 'Paid' ||
      changed.has(line.key)
    )
      continue;
    if (changed.size % 5 > 0 || changed.size + 3 > count) {
      changed.set(line.key, { ...line, customerCents: line.customerCents + 100, updatedDay });
      continue;
    }
    const saleDay = Math.min(line.endDay - 1, line.startDay + 10);
    const rest = Math.round((line.customerCents * (line.endDay - saleDay)) / (line.endDay - line.startDay));
    const transactionId = `${line.transactionId}-${batch}`;
    const sold = { ...line, saleDay, startDay: saleDay, updatedDay, transactionId };
    changed.set(line.key, { ...line, paymentStatus: 'Refunded', updatedDay });
    changed.set(`${transactionId}|R`, {
      ...sold,
      key: `${transactionId}|R`,
      saleType: 'Refund',
      customerCents: -rest,
      originalTransactionId: line.transactionId,
    });
    changed.set(`${transactionId}|U`, {
      ...sold,
      key: `${transactionId}|U`,
      saleType: 'Upgrade',
      customerCents: 2 * rest,
      originalTransactionId: null,
    });
  }
  return [...changed.values()];
}
