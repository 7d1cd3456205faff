import { SEAT_BANDS } from '../contract/seat-use';
import type { SeatUseAnswer, SeatUseRequest } from '../contract/seat-use';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { emptySeats, seatBands, seatsAside, usersSeenByDay } from '../store/queries/seat-use';

const ROWS = 50;
const DAYS = 90;

/** Users seen of seats paid. Reads a row an account, and one an account and day for the line of users. */
export async function seatUseAnswer(
  ports: { readonly sql: SqlPort; readonly clock: ClockPort },
  scope: 'vendor' | 'site',
  { filter }: SeatUseRequest,
): Promise<SeatUseAnswer> {
  const today = dayNumberOf(ports.clock());
  const from = today + 1 - DAYS;
  const seen = await usersSeenByDay(ports.sql, { from, to: today + 1, filter });
  return {
    asOfDay: dayFromNumber(today),
    seats: scope === 'vendor' ? await paidSeats(ports.sql, today, filter) : null,
    days: Array.from({ length: DAYS }, (_, offset) => ({ day: dayFromNumber(from + offset), usersSeen: seen.get(from + offset) ?? 0 })),
  };
}

async function paidSeats(sqlPort: SqlPort, today: number, filter: SeatUseRequest['filter']): Promise<SeatUseAnswer['seats']> {
  const bands = new Map((await seatBands(sqlPort, today, filter)).map((row) => [row.band, row]));
  const total = (of: (row: { accounts: number; seats: number; users: number }) => number): number =>
    [...bands.values()].reduce((sum, row) => sum + of(row), 0);
  const [seats, usersSeen] = [total((row) => row.seats), total((row) => row.users)];
  return {
    accounts: total((row) => row.accounts),
    seats,
    usersSeen,
    share: seats === 0 ? null : usersSeen / seats,
    ...(await seatsAside(sqlPort, today, filter)),
    bands: SEAT_BANDS.map((band) => {
      const row = bands.get(band);
      return { band, accounts: row?.accounts ?? 0, seats: row?.seats ?? 0, mrrCents: row?.mrr_cents ?? 0 };
    }),
    rows: (await emptySeats(sqlPort, today, filter, ROWS)).map((row) => ({
      accountId: row.account_id,
      company: row.company,
      app: row.app,
      seats: row.seats,
      usersSeen: row.users,
      mrrCents: row.mrr_cents,
    })),
  };
}
