import { z } from 'zod';
import type { SqlPort } from '../platform/ports';
import { joinSql, rowsSql, sql } from '../platform/sql';

/** A property of an event that somebody asks about. */
export type AskedProperty = { readonly eventId: number; readonly key: string };

/** Has these properties kept from today on, and no others. What was kept stays; whoever asks again later finds it. */
export async function keepProperties(sqlPort: SqlPort, asked: readonly AskedProperty[], kept: readonly AskedProperty[], today: number) {
  const lacks = (among: readonly AskedProperty[]) => (one: AskedProperty) =>
    !among.some(({ eventId, key }) => eventId === one.eventId && key === one.key);
  const added = asked.filter(lacks(kept));
  const left = kept.filter(lacks(asked));
  if (added.length > 0)
    await sqlPort.write(
      sql`INSERT IGNORE INTO event_property (event_id, property_key, since_day) VALUES ${rowsSql(added.map(({ eventId, key }) => [eventId, key, today]))}`,
    );
  if (left.length > 0)
    await sqlPort.write(sql`
      DELETE FROM event_property
      WHERE ${joinSql(
        left.map(({ eventId, key }) => sql`(event_id = ${eventId} AND property_key = ${key})`),
        ' OR ',
      )}`);
}

const KeptRow = z
  .object({ event_id: z.coerce.number(), name: z.string(), property_key: z.string(), variants: z.coerce.number() })
  .transform(({ event_id, name, property_key, variants }) => ({ eventId: event_id, name, key: property_key, variants }));
/** `variants`: how many different values of them the event has had so far. */
export type KeptProperty = z.output<typeof KeptRow>;

/** What is kept of events as they come in. */
export async function keptProperties(sqlPort: SqlPort): Promise<KeptProperty[]> {
  return z.array(KeptRow).parse(
    await sqlPort.query(sql`
      SELECT p.event_id, e.name, p.property_key, (SELECT COUNT(*) FROM event_variant v WHERE v.event_id = p.event_id) AS variants
      FROM event_property p JOIN event_name e ON e.event_id = p.event_id ORDER BY p.event_id, p.property_key`),
  );
}

/** Notes that on this day there were values beyond those that are told apart. */
export async function noteCrowded(sqlPort: SqlPort, eventIds: readonly number[], day: number): Promise<void> {
  await sqlPort.write(sql`UPDATE event_property SET crowded_day = ${day} WHERE event_id IN (${eventIds})`);
}

/** An event with values of its kept properties, as JSON; `key` is short and the same for the same. */
export type EventVariant = { readonly key: string; readonly eventId: number; readonly properties: string };

const IdRow = z.object({ variant_key: z.string(), variant_id: z.coerce.number() });

/** Numbers of variants that are there, by key. */
export async function variantIds(sqlPort: SqlPort, keys: readonly string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await sqlPort.query(sql`SELECT variant_key, variant_id FROM event_variant WHERE variant_key IN (${keys})`);
  return new Map(
    z
      .array(IdRow)
      .parse(rows)
      .map((row) => [row.variant_key, row.variant_id]),
  );
}

export async function addVariants(sqlPort: SqlPort, variants: readonly EventVariant[]): Promise<void> {
  const rows = variants.map(({ key, eventId, properties }) => [key, eventId, properties]);
  await sqlPort.write(sql`INSERT IGNORE INTO event_variant (variant_key, event_id, properties) VALUES ${rowsSql(rows)}`);
}
