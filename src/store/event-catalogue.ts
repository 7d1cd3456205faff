import { z } from 'zod';
import { EventColor } from '../contract/profiles';
import type { SqlPort } from '../platform/ports';
import { rowsSql, sql } from '../platform/sql';

const flag = z.coerce.number().transform((value) => value === 1);

const Row = z
  .object({
    event_id: z.coerce.number(),
    name: z.string(),
    feature: flag,
    activity: flag,
    description: z.string().nullable(),
    belongs_to: z.string().nullable(),
    color: z.string().nullable(),
    accounts30: z.coerce.number().nullable(),
    last_day: z.coerce.number().nullable(),
  })
  .transform((row) => ({
    eventId: row.event_id,
    name: row.name,
    feature: row.feature,
    activity: row.activity,
    description: row.description ?? '',
    grouping: row.belongs_to ?? '',
    color: EventColor.nullable().catch(null).parse(row.color),
    accounts30: row.accounts30,
    lastDay: row.last_day,
  }));
export type DescribedEvent = z.output<typeof Row>;

/** Every event ever seen, by name; use is read from the sums by account. */
export async function describedEvents(sqlPort: SqlPort): Promise<DescribedEvent[]> {
  return z.array(Row).parse(
    await sqlPort.query(sql`
      SELECT e.event_id, e.name, COALESCE(w.planned, e.feature) AS feature, COALESCE(d.activity, w.planned, e.feature) AS activity,
        d.description, d.belongs_to, d.color, x.accounts30, x.last_day
      FROM event_name e LEFT JOIN event_detail d ON d.event_id = e.event_id LEFT JOIN event_switch w ON w.event_id = e.event_id
      LEFT JOIN (
        SELECT event_id, SUM(CASE WHEN uses30 > 0 THEN 1 ELSE 0 END) AS accounts30, MAX(last_day) AS last_day FROM account_feature GROUP BY event_id
      ) x ON x.event_id = e.event_id
      ORDER BY e.name`),
  );
}

export type EventDetail = {
  readonly eventId: number;
  readonly description: string;
  readonly grouping: string;
  readonly color: EventColor | null;
  /** Null: as the plan says. */
  readonly activity: boolean | null;
};

export async function saveEventDetail(sqlPort: SqlPort, { eventId, description, grouping, color, activity }: EventDetail): Promise<void> {
  await sqlPort.write(sql`
    INSERT INTO event_detail (event_id, description, belongs_to, color, activity)
    VALUES ${rowsSql([[eventId, description, grouping, color, activity === null ? null : Number(activity)]])}
    ON DUPLICATE KEY UPDATE description = VALUES(description), belongs_to = VALUES(belongs_to), color = VALUES(color), activity = VALUES(activity)`);
}

const ColorRow = z.object({ event_id: z.coerce.number(), color: EventColor.catch('grey') });

/** The colours that were chosen for events. */
export async function eventColors(sqlPort: SqlPort, eventIds: readonly number[]): Promise<ReadonlyMap<number, EventColor>> {
  if (eventIds.length === 0) return new Map();
  const rows = await sqlPort.query(sql`SELECT event_id, color FROM event_detail WHERE event_id IN (${eventIds}) AND color IS NOT NULL`);
  return new Map(
    z
      .array(ColorRow)
      .parse(rows)
      .map(({ event_id, color }) => [event_id, color]),
  );
}
