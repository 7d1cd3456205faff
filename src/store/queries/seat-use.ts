import { z } from 'zod';
import type { AccountFilter } from '../../contract/account-filter';
import { SeatBand } from '../../contract/seat-use';
import type { SqlPort } from '../../platform/ports';
import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import { andAccountIn } from './account-filter';
import { daySums } from './account-days';
import { joinTodaySql, tellsUsersSql, users30Sql } from './accounts';

/** Paying accounts: `users` seen in the 30 days that end today; `observed` if they report them. */
function payingSql(today: number, filter: AccountFilter): Sql {
  return sql`
    (SELECT a.account_id, COALESCE(s.company, a.cloud_id, a.natural_key) AS company, a.app_key AS app, COALESCE(s.seats, 0) AS seats,
      s.mrr_cents, ${users30Sql(today)} AS users, CASE WHEN ${tellsUsersSql(today)} THEN 1 ELSE 0 END AS observed
    FROM account_state s JOIN account a ON a.account_id = s.account_id
    ${joinTodaySql(today)}
    WHERE s.mrr_cents > 0${andAccountIn(sql`a.account_id`, filter)}) paying`;
}

const BAND = sql`CASE
  WHEN users = 0 THEN 'none' WHEN users * 10 < seats THEN 'under10' WHEN users * 4 < seats THEN 'under25'
  WHEN users * 2 < seats THEN 'under50' WHEN users * 5 < seats * 4 THEN 'under80' WHEN users <= seats THEN 'upTo100' ELSE 'over100' END`;

const BandRow = z.object({
  band: SeatBand,
  accounts: z.coerce.number(),
  seats: z.coerce.number(),
  users: z.coerce.number(),
  mrr_cents: z.coerce.number(),
});

/** Accounts that pay for a known number of seats and report, by how many of the seats have a user. */
export async function seatBands(sqlPort: SqlPort, today: number, filter: AccountFilter): Promise<z.infer<typeof BandRow>[]> {
  return z.array(BandRow).parse(
    await sqlPort.query(sql`
      SELECT band, COUNT(*) AS accounts, SUM(seats) AS seats, SUM(users) AS users, SUM(mrr_cents) AS mrr_cents
      FROM (SELECT ${BAND} AS band, seats, users, mrr_cents FROM ${payingSql(today, filter)} WHERE observed = 1 AND seats > 0) banded
      GROUP BY band`),
  );
}

const AsideRow = z.object({ not_observed: z.coerce.number(), without_seats: z.coerce.number() });

/** Paying accounts of whose seats nothing can be said: those that do not report users, and those that report them but have no number of seats. */
export async function seatsAside(
  sqlPort: SqlPort,
  today: number,
  filter: AccountFilter,
): Promise<{ notObserved: number; withoutSeats: number }> {
  const [row] = z.array(AsideRow).parse(
    await sqlPort.query(sql`
      SELECT COUNT(CASE WHEN observed = 0 THEN 1 END) AS not_observed, COUNT(CASE WHEN observed = 1 AND seats <= 0 THEN 1 END) AS without_seats
      FROM ${payingSql(today, filter)}`),
  );
  return { notObserved: row?.not_observed ?? 0, withoutSeats: row?.without_seats ?? 0 };
}

const AccountRow = z.object({
  account_id: z.coerce.number(),
  company: z.string(),
  app: z.string(),
  seats: z.coerce.number(),
  users: z.coerce.number(),
  mrr_cents: z.coerce.number(),
});

/** Where most paid seats are without a user. */
export async function emptySeats(
  sqlPort: SqlPort,
  today: number,
  filter: AccountFilter,
  limit: number,
): Promise<z.infer<typeof AccountRow>[]> {
  return z.array(AccountRow).parse(
    await sqlPort.query(sql`
      SELECT account_id, company, app, seats, users, mrr_cents FROM ${payingSql(today, filter)}
      WHERE observed = 1 AND users < seats ORDER BY seats - users DESC, account_id LIMIT ${limit}`),
  );
}

/** Users seen in the 30 days that end with each day of [from, to), each in each of their accounts; days without any are left out. */
export async function usersSeenByDay(
  sqlPort: SqlPort,
  { from, to, filter }: { readonly from: number; readonly to: number; readonly filter: AccountFilter },
): Promise<ReadonlyMap<number, number>> {
  const days = await daySums(sqlPort, { figures: ['users30'], from, to, and: andAccountIn(sql`account_id`, filter) });
  return new Map(days.map(({ day, sums }) => [day, sums.users30]));
}
