import { sql } from '../platform/sql';
import type { Sql } from '../platform/sql';

/**
 * Where an event's days lie: block of days, event and part as one number, because whatever counts keys counts each of their columns once more.
 * Eight digits for the event, four for the part.
 */
const EVENTS = 100_000_000;
const PARTS = 10_000;

export function placeOf(block: number, eventId = 0, part = 0): number {
  if (eventId >= EVENTS || part >= PARTS) throw new RangeError(`No place for part ${String(part)} of event ${String(eventId)}`);
  return (block * EVENTS + eventId) * PARTS + part;
}

export const eventAt = (place: number): number => Math.floor(place / PARTS) % EVENTS;

/** The first part of the event that a column says. */
export const placeSql = (block: number, eventId: Sql): Sql => sql`${placeOf(block)} + ${eventId} * ${PARTS}`;

/** The event that a place is of. */
export const eventSql = (place: Sql): Sql => sql`(${place} DIV ${PARTS}) % ${EVENTS}`;
