import { bridgeByMonth, type BridgeMonth, monthsWithMovement } from '../../src/revenue/bridge';
import { monthOf } from '../../src/revenue/calendar';
import { buildLedger, flagsOf, type Ledger } from '../../src/revenue/ledger';
import { type Basis, centsOn, type TransactionLine } from '../../src/revenue/line';
import { latestVersions } from '../../src/revenue/versions';
import { nameAccounts } from '../../src/revenue/account-names';
import { identitiesOf } from './licence-row';
import type { Options } from './options';
import { accountIdsOf, readLine, type UnreadableRow } from './transaction-row';

/** A row that is not, or not fully, in the figures. `amount` is in cents, of the basis asked for. */
type Unexplained = { readonly reason: string; readonly amount: number } & Readonly<Record<string, string | number | null>>;

export type Report = {
  readonly months: readonly BridgeMonth[];
  readonly currency: 'USD';
  readonly unit: 'cents';
  readonly basis: Basis;
  readonly unexplained: readonly Unexplained[];
};

/** The bridge of exported rows. Without months asked for: from the first movement to the month of the last sale. */
export function reportOf(
  transactions: readonly unknown[],
  licences: readonly unknown[],
  options: Options,
): { ledger: Ledger; report: Report } {
  const { basis, graceDays } = options;
  const names = nameAccounts([...transactions, ...licences].map(accountIdsOf));
  const lines: TransactionLine[] = [];
  const unexplained: Unexplained[] = [];
  for (const [index, row] of transactions.entries()) {
    const read = readLine(row, index + 1, names);
    if ('unreadable' in read) {
      unexplained.push(unreadable(read.unreadable, basis));
      continue;
    }
    lines.push(read.line);
    if (read.withoutNet && basis === 'net') unexplained.push({ reason: 'no-vendor-amount', amount: 0, ...nameOf(read.line.key) });
  }
  const { lines: latest, conflicts } = latestVersions(lines);
  const ledger = buildLedger(latest, { basis, graceDays }, identitiesOf([...transactions, ...licences], names));
  for (const flag of [...conflicts, ...flagsOf(ledger)])
    unexplained.push({
      reason: flag.reason,
      amount: centsOn(basis, flag),
      account: flag.account,
      ...nameOf(flag.lineKey),
      contradicts: flag.otherKey,
    });
  const { fromMonth, toMonth } = range(ledger, lines, options);
  return { ledger, report: { months: bridgeByMonth(ledger, fromMonth, toMonth), currency: 'USD', unit: 'cents', basis, unexplained } };
}

function range(ledger: Ledger, lines: readonly TransactionLine[], { fromMonth, toMonth }: Options): { fromMonth: number; toMonth: number } {
  const lastSale = lines.reduce((latest, { saleDay }) => Math.max(latest, saleDay), -Infinity);
  const moved = lastSale === -Infinity ? null : monthsWithMovement(ledger, lastSale);
  const last = lastSale === -Infinity ? null : monthOf(lastSale);
  const to = toMonth ?? (last === null ? fromMonth : Math.max(last, fromMonth ?? last));
  const from = fromMonth ?? moved?.from ?? to;
  return from === null || to === null ? { fromMonth: 0, toMonth: -1 } : { fromMonth: Math.min(from, to), toMonth: to };
}

function unreadable({ row, detail, transactionId, customerCents, netCents }: UnreadableRow, basis: Basis): Unexplained {
  return { reason: 'unreadable', amount: centsOn(basis, { customerCents, netCents }), row, detail, transactionId };
}

function nameOf(key: string): { readonly transactionId: string; readonly transactionLineItemId: string } {
  const bar = key.indexOf('|');
  return { transactionId: key.slice(0, bar), transactionLineItemId: key.slice(bar + 1) };
}
