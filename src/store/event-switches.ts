import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { sql } from '../platform/sql';
import { SIGN_OF_LIFE } from './event-days';
import { eventSql } from './event-place';

const Unsettled = z.object({ event_id: z.coerce.number(), name: z.string() });
export type UnsettledEvent = z.infer<typeof Unsettled>;

/** Events that count otherwise than was decided, and those of which a run that turned them was cut before everybody was told. */
export async function unsettledEvents(sqlPort: SqlPort): Promise<UnsettledEvent[]> {
  return z.array(Unsettled).parse(
    await sqlPort.query(sql`
      SELECT e.event_id, e.name
      FROM event_name e LEFT JOIN event_detail d ON d.event_id = e.event_id LEFT JOIN event_switch w ON w.event_id = e.event_id
      WHERE COALESCE(d.activity, w.planned, e.feature) <> e.feature OR w.turns > w.settled ORDER BY e.event_id`),
  );
}

const Turns = z.object({ turns: z.coerce.number() });

/** From here on the event is unsettled, whoever is cut where. Returns the number of the turn. */
export async function beginTurn(sqlPort: SqlPort, eventId: number): Promise<number> {
  await sqlPort.write(sql`
    INSERT INTO event_switch (event_id, planned, turns, settled) SELECT event_id, feature, 1, 0 FROM event_name WHERE event_id = ${eventId}
    ON DUPLICATE KEY UPDATE turns = turns + 1`);
  const [row] = z.array(Turns).parse(await sqlPort.query(sql`SELECT turns FROM event_switch WHERE event_id = ${eventId}`));
  return row?.turns ?? 0;
}

/** The word in force becomes what was decided; undecided, what the plan says. */
export async function turnEvent(sqlPort: SqlPort, eventId: number): Promise<void> {
  await sqlPort.write(sql`
    UPDATE event_name SET feature = (
      SELECT COALESCE(d.activity, w.planned) FROM event_switch w LEFT JOIN event_detail d ON d.event_id = w.event_id
      WHERE w.event_id = event_name.event_id)
    WHERE event_id = ${eventId}`);
}

/** Another turn that was begun meanwhile stays unsettled. */
export async function endTurn(sqlPort: SqlPort, eventId: number, turn: number): Promise<void> {
  await sqlPort.write(sql`UPDATE event_switch SET settled = GREATEST(settled, ${turn}) WHERE event_id = ${eventId}`);
}

/** Everybody who did the event has to be counted anew, in one statement. Days that wait to be packed may hold it, too. */
export async function noteRecountOfEvent(sqlPort: SqlPort, { event_id, name }: UnsettledEvent): Promise<void> {
  const accounts =
    name === SIGN_OF_LIFE
      ? sql`SELECT account_id FROM account`
      : sql`SELECT account_id FROM event_use WHERE ${eventSql(sql`place`)} = ${event_id} UNION SELECT account_id FROM event_days_stale`;
  await sqlPort.write(sql`
    INSERT INTO account_stale (account_id, notes, recount) SELECT x.account_id, 1, 1 FROM (${accounts}) x WHERE 1 = 1
    ON DUPLICATE KEY UPDATE notes = notes + 1, recount = 1`);
}
