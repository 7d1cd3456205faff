import type { AccountIdentity, AccountState } from './account-state';
import { firstDayOf, monthOf } from './calendar';
import type { Segment } from './coverage';
import { evidenceOf, evidenceOfSegment } from './evidence';
import { cohortMonthOf, rootOf } from './lineage';
import { type TransactionLine, compareSale } from './line';
import { type Movement, movementsOf } from './movement';
import type { AccountCard, AccountRows, Amounts, DifferenceRow, FlagRow, MovementRow, SpanRow } from './read-model';
import { differencesOf } from './reconcile';
import { customerOf } from './standing';

/** Numbers in the store for what the computation knows by name. */
export type StoreNumbers = { readonly accountId: (account: string) => number; readonly lineId: (key: string) => number };

/** What only licences know of an account; null where it has none. */
export type LicenceCard = {
  readonly app: string;
  readonly hosting: string | null;
  readonly edition: string | null;
  readonly region: string | null;
  readonly tier: string | null;
  readonly trialStartDay: number | null;
  readonly opportunitySeats: number | null;
};

/** Stated figures have no grace period. */
const STATED_GRACE_DAYS = 0;

/** The rows to keep of an account that has lines. */
export function accountRowsOf(state: AccountState, licence: LicenceCard | null, numbers: StoreNumbers): AccountRows {
  const ids = (lines: readonly TransactionLine[]): number[] => lines.map(({ key }) => numbers.lineId(key));
  return {
    accountId: numbers.accountId(state.account),
    card: cardOf(state, licence, numbers),
    spans: state.counted.map((segment) => spanOf(segment, numbers, ids)),
    movements: movementRows(state, ids),
    flags: state.coverage.flags.map((flag): FlagRow => ({
      lineId: numbers.lineId(flag.lineKey),
      reason: flag.reason,
      otherLineId: flag.otherKey === null ? null : numbers.lineId(flag.otherKey),
      customerCents: flag.customerCents,
      netCents: flag.netCents,
    })),
    differences: differenceRows(state, numbers),
  };
}

/** The rows of an account of which there is no line. */
export function rowsWithoutLines(accountId: number, licence: LicenceCard, identity: AccountIdentity | null): AccountRows {
  return {
    accountId,
    card: {
      ...licence,
      customer: customerKey(identity?.transactionAccountId ?? null, identity?.cloudId ?? null) ?? String(accountId),
      site: identity?.cloudId ?? null,
      rootId: accountId,
      cohortMonth: null,
      firstPaidDay: null,
    },
    spans: [],
    movements: [],
    flags: [],
    differences: [],
  };
}

function customerKey(transactionAccountId: string | null, cloudId: string | null): string | null {
  if (transactionAccountId !== null) return `0 ${transactionAccountId}`;
  return cloudId === null ? null : `1 ${cloudId}`;
}

function cardOf(state: AccountState, licence: LicenceCard | null, { accountId }: StoreNumbers): AccountCard {
  const root = rootOf(state);
  const latest = state.lines.reduce<TransactionLine | null>(
    (best, line) => (best === null || compareSale(best, line) < 0 ? line : best),
    null,
  );
  const site = state.twinKeys.find(({ strength }) => strength === 1)?.value ?? null;
  const customer = customerOf(state);
  return {
    app: state.app,
    hosting: latest?.hosting ?? licence?.hosting ?? null,
    edition: latest?.edition ?? licence?.edition ?? null,
    region: latest?.region ?? licence?.region ?? null,
    tier: latest?.tier ?? licence?.tier ?? null,
    customer: customer === state.account ? String(accountId(state.account)) : customer,
    site,
    rootId: accountId(root.account),
    cohortMonth: cohortMonthOf(root),
    firstPaidDay: state.counted[0]?.startDay ?? null,
    trialStartDay: licence?.trialStartDay ?? null,
    opportunitySeats: licence?.opportunitySeats ?? null,
  };
}

type IdsOf = (lines: readonly TransactionLine[]) => number[];

function spanOf(segment: Segment, { accountId }: StoreNumbers, ids: IdsOf): SpanRow {
  const { startDay, endDay, customerCents, netCents, seats, billingPeriod, handsOver, line, added } = segment;
  return {
    startDay,
    endDay,
    customerCents,
    netCents,
    seats,
    billingPeriod,
    tier: added.at(-1)?.tier ?? line.tier,
    handsOverTo: handsOver === null ? null : accountId(handsOver),
    lineIds: ids(evidenceOfSegment(segment)),
  };
}

/** Both bases side by side: a kind that only one of them knows is zero on the other. */
function movementRows(state: AccountState, ids: IdsOf): MovementRow[] {
  const rows = new Map<string, Pick<MovementRow, 'day' | 'kind'> & { customerCents: number; netCents: number; lines: Set<number> }>();
  const take = (movement: Movement, basis: keyof Amounts): void => {
    const { day, kind, cents } = movement;
    const key = `${day} ${kind}`;
    const row = rows.get(key) ?? { day, kind, customerCents: 0, netCents: 0, lines: new Set<number>() };
    row[basis] += cents;
    for (const id of ids(evidenceOf(movement))) row.lines.add(id);
    rows.set(key, row);
  };
  for (const movement of movementsOf(state, 'customer')) take(movement, 'customerCents');
  for (const movement of movementsOf(state, 'net')) take(movement, 'netCents');
  return [...rows.values()].map(({ lines, ...row }) => ({ ...row, month: monthOf(row.day), lineIds: [...lines] }));
}

/** At the end of each month that a line is about: what moves figures there must be about the month too. */
function differenceRows(state: AccountState, { lineId }: StoreNumbers): DifferenceRow[] {
  const spans = state.lines.flatMap(({ startDay, endDay }) =>
    startDay === null || endDay === null || endDay <= startDay ? [] : [{ startDay, endDay }],
  );
  const ends = [...spans, ...state.counted];
  if (ends.length === 0) return [];
  const from = monthOf(Math.min(...ends.map(({ startDay }) => startDay)));
  const to = monthOf(Math.max(...ends.map(({ endDay }) => endDay)));
  const [onCustomer, onNet] = [differencesOf(state, 'customer'), differencesOf(state, 'net')];
  const rows: DifferenceRow[] = [];
  for (let month = from; month <= to; month += 1) {
    const day = firstDayOf(month + 1) - 1;
    const merged = new Map<string, Omit<DifferenceRow, keyof Amounts> & { customerCents: number; netCents: number }>();
    for (const [differences, basis] of [
      [onCustomer(day, STATED_GRACE_DAYS), 'customerCents'],
      [onNet(day, STATED_GRACE_DAYS), 'netCents'],
    ] as const)
      for (const { kind, cents, lineKeys, billingPeriod } of differences) {
        const key = `${kind} ${lineKeys.join(' ')}`;
        const row = merged.get(key) ?? { month, kind, billingPeriod, lineIds: lineKeys.map(lineId), customerCents: 0, netCents: 0 };
        row[basis] += cents;
        merged.set(key, row);
      }
    rows.push(...merged.values());
  }
  return rows;
}
