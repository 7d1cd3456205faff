import type { TransactionLine } from '../../../src/revenue/line';
import type { Appender, DuckDb } from '../duckdb/connect';
import { TABLE } from './bridge-sql';

/** The lines as they are, in a table `line`. */
export async function loadLines(duckDb: DuckDb, lines: readonly TransactionLine[]): Promise<void> {
  await duckDb.run(TABLE);
  const appender = await duckDb.appendTo('line');
  for (const line of lines) append(appender, line);
  appender.closeSync();
}

function append(appender: Appender, line: TransactionLine): void {
  const text = (value: string | null): void => (value === null ? appender.appendNull() : appender.appendVarchar(value));
  const whole = (value: number | null): void => (value === null ? appender.appendNull() : appender.appendInteger(value));
  text(line.key);
  text(line.transactionId);
  text(line.account);
  text(line.app);
  text(line.saleType);
  whole(line.saleDay);
  whole(line.startDay);
  whole(line.endDay);
  text(line.billingPeriod);
  whole(line.seats);
  appender.appendBigInt(BigInt(line.customerCents));
  appender.appendBoolean(line.prorated);
  text(line.paymentStatus);
  text(line.originalTransactionId);
  text(line.cloudId);
  text(line.contactDomain);
  appender.endRow();
}
