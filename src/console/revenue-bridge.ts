import type {
  MovementsPage,
  MovementsRequest,
  RawLine,
  RevenueAccount,
  RevenueAccountRequest,
  RevenueBridge,
} from '../contract/revenue-movements';
import type { RevenueRequest } from '../contract/revenue-request';
import { unpackRaw } from '../marketplace/raw-text';
import { storedSale } from '../marketplace/stored-sale';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import { firstDayOf } from '../revenue/calendar';
import { revenueAccount, transactionRaw } from '../store/queries/revenue-account';
import { revenueBridge } from '../store/queries/revenue-bridge';
import { revenueMovements } from '../store/queries/revenue-movements';
import { revenueRetention } from '../store/queries/revenue-retention';
import { revenueStanding } from '../store/queries/revenue-standing';
import { withoutPeople } from './revenue-raw';
import { endOfMonth, headOf, isoDay, monthNumber, pageOf, type RevenuePorts, scopeOf } from './revenue-scope';

/** MRR as it is, as it came to be, and what became of those who paid a year ago. */
export async function bridgeAnswer(ports: RevenuePorts, request: RevenueRequest): Promise<RevenueBridge> {
  const scope = scopeOf(ports.clock, request);
  const { question, today, fromMonth, toMonth } = scope;
  const before = monthBefore(today, 1);
  const [head, months, now, then, year] = await Promise.all([
    headOf(ports, scope),
    revenueBridge(ports.sql, question, { fromMonth, toMonth, untilDay: today + 1 }),
    revenueStanding(ports.sql, question, today),
    revenueStanding(ports.sql, question, before),
    revenueRetention(ports.sql, question, monthBefore(today, 12), today),
  ]);
  const { cohortAccounts, nrr, grr, logoChurn } = year;
  return {
    head,
    months: [...months],
    now,
    before: then.payingAccounts === 0 ? null : then,
    year: { cohortAccounts, nrr, grr, logoChurn },
  };
}

/** The same day so many months before; the last of a month that is too short for it. */
export function monthBefore(day: number, months: number): number {
  const date = new Date(day * 86_400_000);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() - months;
  return Math.min(firstDayOf(month) + date.getUTCDate(), firstDayOf(month + 1)) - 1;
}

/** What a bar of the bridge is made of. */
export async function movementsAnswer(ports: RevenuePorts, request: MovementsRequest): Promise<MovementsPage> {
  const { question, today } = scopeOf(ports.clock, request);
  const { rows, total, sumCents } = await revenueMovements(ports.sql, question, {
    fromDay: firstDayOf(monthNumber(request.from)),
    toDay: endOfMonth(monthNumber(request.to), today),
    kind: request.kind,
    ...pageOf(request),
  });
  return {
    rows: rows.map(({ accountId, company, app, day, kind, cents, beforeCents, afterCents }) => ({
      account: String(accountId),
      company,
      app,
      day: dayFromNumber(day),
      kind,
      cents,
      beforeCents,
      afterCents,
    })),
    total,
    sumCents,
  };
}

/** Everything that is kept of one account's revenue. */
export async function accountAnswer(ports: RevenuePorts, { account, basis }: RevenueAccountRequest): Promise<RevenueAccount> {
  const today = dayNumberOf(ports.clock());
  const found = idOf(account) === null ? null : await revenueAccount(ports.sql, { basis }, idOf(account) ?? 0, today, storedSale);
  if (found === null) return nobody(account, dayFromNumber(today));
  const { accountId, movements, lines, ...rest } = found;
  return {
    ...rest,
    isKnown: true,
    account: String(accountId),
    asOfDay: dayFromNumber(today),
    movements: movements.map((each) => ({ ...each, day: dayFromNumber(each.day), lineIds: each.lineIds.map(String) })),
    lines: lines.map((line) => ({
      ...line,
      lineId: String(line.lineId),
      saleDay: dayFromNumber(line.saleDay),
      startDay: isoDay(line.startDay),
      endDay: isoDay(line.endDay),
      flags: [...line.flags],
    })),
  };
}

const nobody = (account: string, asOfDay: string): RevenueAccount => ({
  ...{ isKnown: false, account, company: '', app: '', entitlementNumber: null, hosting: null, edition: null, region: null, tier: null },
  ...{ mrrCents: 0, asOfDay, movements: [], lines: [], linesTotal: 0 },
});

/** The row that a line was read from, as readable text; people stay out of it. */
export async function rawLineAnswer({ sql }: Pick<RevenuePorts, 'sql'>, lineId: string): Promise<RawLine> {
  const id = idOf(lineId);
  const packed = id === null ? null : await transactionRaw(sql, id);
  return { json: packed === null ? null : JSON.stringify(withoutPeople(JSON.parse(unpackRaw(packed))), null, 2) };
}

/** The store's number in an address that anyone may have typed. */
const idOf = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);
