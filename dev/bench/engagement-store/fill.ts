import { messageHash } from '../../../src/intake/store-batch';
import type { SqlPort } from '../../../src/platform/ports';
import { rowsSql, sql } from '../../../src/platform/sql';
import type { Sql, SqlValue } from '../../../src/platform/sql';
import { surrogates } from '../../../src/profiles/surrogates';
import { recomputeAccountDays } from '../../../src/store/account-days';
import { chunked } from '../../../src/store/chunks';
import { noteMembers } from '../../../src/store/member-days';
import { RECEIPT_DAYS } from '../../../src/store/receipts';
import { noteStale } from '../../../src/store/stale-accounts';
import { noteStaleBlocks } from '../../../src/store/stale-blocks';
import { accountName, APP, eventName, isFeature, messageOf, userName, type Use } from './history';

const ROWS = 4_000;

/**
 * Writes a history in the shape in which the intake leaves it after `today`: names by the use cases that give them their numbers; activity and receipts
 * of the last days in bulk; members and days of accounts by the use cases that compute them. What follows is noted
 * as stale, as it is by the intake.
 */
export async function fillStore(port: SqlPort, uses: readonly Use[], today: number): Promise<void> {
  const eventNames = [...new Set(uses.map(({ event }) => event))].map((event) => [eventName(event), isFeature(event)] as const);
  const { accountIdOf, users, events } = await surrogates(port, {
    identities: [...new Set(uses.map(({ account }) => account))].map(identityOf),
    users: [...new Set(uses.map(({ user }) => user))].filter((user) => user !== 0).map(userName),
    events: new Map(eventNames),
  });
  const rows = uses.map((use) => ({
    accountId: accountIdOf(identityOf(use.account)) ?? 0,
    userId: use.user === 0 ? 0 : (users.get(userName(use.user)) ?? 0),
    eventId: events.get(eventName(use.event)) ?? 0,
    day: use.day,
    use,
  }));
  const until = today - RECEIPT_DAYS;
  await insertAll(
    port,
    rows.map(({ accountId, userId, eventId, day, use: { count } }) => [
      accountId,
      day,
      userId,
      eventId,
      count,
      day <= until ? count : 0,
      day <= until ? until : 0,
    ]),
    (values) => sql`INSERT INTO activity (account_id, day, user_id, event_id, count, frozen, frozen_until) VALUES ${values}`,
  );
  const receipts = rows.filter(({ day }) => day > until);
  await insertAll(
    port,
    receipts.flatMap(({ accountId, userId, eventId, day, use }) =>
      Array.from({ length: use.count }, (_, index) => [messageHash(messageOf(use, index)), accountId, day, userId, eventId, day]),
    ),
    (values) => sql`INSERT INTO receipt (message_hash, account_id, day, user_id, event_id, received_day) VALUES ${values}`,
  );
  const features = rows.filter(({ use }) => isFeature(use.event));
  await noteMembers(port, rows, features);
  await noteStale(port, [...new Set(features.map(({ accountId }) => accountId))]);
  await noteStaleBlocks(port, rows);
  const touched = new Map<number, { first: number; last: number }>();
  for (const { accountId, day } of rows) touched.set(accountId, { first: touched.get(accountId)?.first ?? day, last: day });
  await recomputeAccountDays(
    port,
    [...touched].map(([accountId, span]) => ({ accountId, ...span })),
    today,
  );
  const last = new Map([...touched].map(([accountId, days]) => [accountId, days.last]));
  for (const day of new Set(last.values())) {
    const ids = [...last].flatMap(([accountId, each]) => (each === day ? [accountId] : []));
    await port.write(sql`UPDATE account SET last_event_day = ${day} WHERE account_id IN (${ids})`);
  }
}

const identityOf = (account: number) => ({ appKey: APP, cloudId: null, entitlementId: null, entitlementNumber: accountName(account) });

async function insertAll(port: SqlPort, rows: readonly (readonly SqlValue[])[], statement: (values: Sql) => Sql): Promise<void> {
  for (const chunk of chunked(rows, ROWS)) await port.write(statement(rowsSql(chunk)));
}
