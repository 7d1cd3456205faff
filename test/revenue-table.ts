import type { Flag } from '../src/revenue/flag';
import { buildLedger, flagsOf, type Ledger } from '../src/revenue/ledger';
import { latestVersions } from '../src/revenue/versions';
import type { TransactionLine } from '../src/revenue/line';
import { DEFAULT_SETTINGS, type RevenueSettings } from '../src/revenue/settings';
import { dayFromNumber, dayNumber } from '../src/platform/days';

/**
 * Lines as a table, one a row: `[account:] sale type from..to period seats price [net] [word=value …]`. A price is in dollars, `-`
 * is null or unknown. The first account is A, the n-th line has key Ln and transaction Tn. Words: `of` the transaction
 * that a refund names, `txn`, `key`, `status`, `updated`, `app`, `cloud`, `domain`, `edition`, `hosting`, `tier`, `trueup`.
 */
export function linesOf(table: string): TransactionLine[] {
  return table
    .trim()
    .split('\n')
    .map((row, index) => lineOf(row.trim(), index + 1));
}

export function cents(dollars: string): number {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)\.(\d\d)$/.exec(dollars) ?? [];
  if (whole === '') throw new Error(`Not an amount: ${dollars}`);
  return (sign === '-' ? -1 : 1) * (Number(whole) * 100 + Number(fraction));
}

function lineOf(row: string, number: number): TransactionLine {
  const account = /^(\w+): /.exec(row)?.[1];
  const cells = (account === undefined ? row : row.slice(account.length + 2)).split(/\s+/);
  const [sale = '', type = '', span = '', period = '', seats = '', price = ''] = cells;
  const rest = cells.slice(6);
  const words = new Map<string, string>();
  for (const cell of rest) {
    const [name = '', value = ''] = cell.split('=');
    if (/[a-z]/.test(cell)) words.set(name, value);
  }
  const net = rest.find((cell) => /^-?\d+\.\d\d$/.test(cell));
  const word = (name: string): string | null => words.get(name) ?? null;
  const [from = '-', to = '-'] = span.split('..');
  return {
    key: word('key') ?? `L${number}`,
    transactionId: word('txn') ?? `T${number}`,
    account: account ?? 'A',
    app: word('app') ?? 'com.example.app',
    saleType: orNull(type),
    saleDay: dayNumber(sale),
    startDay: from === '-' ? null : dayNumber(from),
    endDay: to === '-' ? null : dayNumber(to),
    billingPeriod: orNull(period),
    tier: word('tier') ?? `${seats} Users`,
    seats: seats === '-' ? null : Number(seats),
    customerCents: cents(price),
    netCents: net === undefined ? Math.round(cents(price) * 0.85) : cents(net),
    prorated: words.has('trueup'),
    paymentStatus: word('status') ?? 'Paid',
    originalTransactionId: word('of'),
    updatedDay: dayNumber(word('updated') ?? sale),
    hosting: word('hosting') ?? 'Cloud',
    edition: word('edition') ?? 'Standard',
    region: word('region') ?? 'EMEA',
    cloudId: word('cloud'),
    contactDomain: word('domain'),
    partner: null,
    discountCents: 0,
    partnerDiscountCents: 0,
    refundReason: null,
  };
}

function orNull(cell: string): string | null {
  return cell === '-' ? null : cell;
}

export type TableLedger = Ledger & { readonly conflicts: readonly Flag[] };

export function ledgerOf(table: string, settings: Partial<RevenueSettings> = {}): TableLedger {
  const { lines, conflicts } = latestVersions(linesOf(table));
  return { ...buildLedger(lines, { ...DEFAULT_SETTINGS, ...settings }), conflicts };
}

/** Every movement as `[account:] day kind dollars`, by day, account and kind. The account is left out where there is only one. */
export function movementRows(ledger: Ledger): string[] {
  const states = [...ledger.accounts.values()];
  return states
    .flatMap(({ account, movements }) =>
      movements.map(({ day, kind, cents: amount }) => ({
        order: `${dayFromNumber(day)} ${account} ${kind}`,
        row: `${states.length === 1 ? '' : `${account}: `}${dayFromNumber(day)} ${kind} ${dollarsOf(amount)}`,
      })),
    )
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ row }) => row);
}

/** Every flag as `reason line [other] dollars`. */
export function flagRows(ledger: TableLedger): string[] {
  return [...ledger.conflicts, ...flagsOf(ledger)].map(({ reason, lineKey, otherKey, customerCents }) =>
    [reason, lineKey, ...(otherKey === null ? [] : [otherKey]), dollarsOf(customerCents)].join(' '),
  );
}

export function dollarsOf(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
