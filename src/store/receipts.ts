import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import { chunked, SMALL_ROWS_PER_STATEMENT } from './chunks';
import { ACTIVITY } from './counted';
import type { Counted } from './counted';
import { anySql, sharedSpans } from './spans';
import type { Span } from './spans';

/** One accepted event: who did what on which day, and when it reached us. Kept at least a week, to tell repeats apart. */
export type Receipt = {
  readonly messageHash: string;
  readonly accountId: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** 0 is the account itself. */
  readonly userId: number;
  readonly eventId: number;
  readonly receivedDay: number;
};

/** Receipts are kept this many days after they came; then their counts are frozen into `activity`. */
export const RECEIPT_DAYS = 8;

/**
 * Keeps the receipts that are new, then counts the touched activity from receipts. Nothing is incremented: running the same
 * receipts again, after a crash at any statement or beside another run, ends in the same counts.
 */
export async function saveReceipts(sqlPort: SqlPort, receipts: readonly Receipt[]): Promise<void> {
  await countReceipts(
    sqlPort,
    ACTIVITY,
    receipts.map(({ eventId, ...receipt }) => ({ ...receipt, what: eventId })),
  );
  for (const chunk of chunked(distinctAccounts(receipts), SMALL_ROWS_PER_STATEMENT)) await noteLastEvent(sqlPort, chunk);
}

export type CountedReceipt = Omit<Receipt, 'eventId'> & { readonly what: number };

/** Keeps those that are new, and counts what they touch. */
export async function countReceipts(sqlPort: SqlPort, counted: Counted, receipts: readonly CountedReceipt[]): Promise<void> {
  // In the order of their key, so that a large batch walks the index once.
  const ordered = receipts.toSorted((a, b) => (a.messageHash < b.messageHash ? -1 : 1));
  for (const chunk of chunked(ordered, SMALL_ROWS_PER_STATEMENT)) {
    const rows = chunk.map((each) => [each.messageHash, each.accountId, each.day, each.userId, each.what, each.receivedDay]);
    await sqlPort.write(sql`
      INSERT IGNORE INTO ${counted.receipts} (message_hash, account_id, day, user_id, ${counted.what}, received_day) VALUES ${rowsSql(rows)}`);
  }
  for (const chunk of chunked(distinctKeys(receipts), SMALL_ROWS_PER_STATEMENT)) await countKeys(sqlPort, counted, chunk);
}

type CountKey = Pick<CountedReceipt, 'accountId' | 'day' | 'userId' | 'what'>;

/** In the order of the primary key, so that a chunk covers few accounts and days. */
function distinctKeys(receipts: readonly CountedReceipt[]): CountKey[] {
  const keys = new Map(receipts.map((each) => [`${each.accountId}:${each.day}:${each.userId}:${each.what}`, each]));
  return [...keys.values()].sort((a, b) => a.accountId - b.accountId || a.day - b.day);
}

/** Up to so many keys are looked up one by one; more are read as ranges of days, account by account. */
const FEW_KEYS = 20;

/** Counts at least the given keys: whatever else a range of days spans is counted again too, with the same result. */
async function countKeys(sqlPort: SqlPort, { receipts, counts, what }: Counted, keys: readonly CountKey[]): Promise<void> {
  const keySql = (key: CountKey): Sql =>
    sql`(r.account_id = ${key.accountId} AND r.day = ${key.day} AND r.user_id = ${key.userId} AND r.${what} = ${key.what})`;
  await sqlPort.write(sql`
    INSERT INTO ${counts} (account_id, day, user_id, ${what}, count)
    SELECT r.account_id, r.day, r.user_id, r.${what}, COALESCE(MAX(a.frozen), 0) + COUNT(*)
    FROM ${receipts} r
    LEFT JOIN ${counts} a ON a.account_id = r.account_id AND a.day = r.day AND a.user_id = r.user_id AND a.${what} = r.${what}
    WHERE ${anySql(keys.length <= FEW_KEYS ? keys.map(keySql) : dayRanges(keys))} AND r.received_day > COALESCE(a.frozen_until, 0)
    GROUP BY r.account_id, r.day, r.user_id, r.${what}
    ON DUPLICATE KEY UPDATE count = VALUES(count)`);
}

function dayRanges(keys: readonly CountKey[]): Sql[] {
  const ranges = new Map<number, Span>();
  for (const { accountId, day } of keys) {
    const range = ranges.get(accountId);
    ranges.set(accountId, { accountId, first: Math.min(range?.first ?? day, day), last: Math.max(range?.last ?? day, day) });
  }
  return sharedSpans([...ranges.values()]).map(
    ({ accounts, first, last }) => sql`(r.account_id IN (${accounts}) AND r.day >= ${first} AND r.day <= ${last})`,
  );
}

function distinctAccounts(receipts: readonly Receipt[]): { accountId: number; last: number }[] {
  const last = new Map<number, number>();
  for (const { accountId, day } of receipts) last.set(accountId, Math.max(last.get(accountId) ?? day, day));
  return [...last].map(([accountId, day]) => ({ accountId, last: day }));
}

/** One statement, however many days a late batch spans. */
async function noteLastEvent(sqlPort: SqlPort, accounts: readonly { accountId: number; last: number }[]): Promise<void> {
  const days = accounts.map(({ accountId, last }) => sql`WHEN ${accountId} THEN GREATEST(COALESCE(last_event_day, ${last}), ${last})`);
  await sqlPort.write(sql`
    UPDATE account SET last_event_day = CASE account_id ${joinSql(days, ' ')} ELSE last_event_day END
    WHERE account_id IN (${accounts.map(({ accountId }) => accountId)})`);
}
