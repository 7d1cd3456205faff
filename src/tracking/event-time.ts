/** An event older than this is refused its own time: queues and browsers do not hold events that long. */
const MAX_AGE_MS = 30 * 86_400_000;
const MINUTE_MS = 60_000;
/** A clock that differs by no more is believed; what a call takes to arrive is part of the difference. */
const TOLERANCE_MS = MINUTE_MS;

/**
 * When an event happened, in milliseconds of the server's clock. The client says when it happened and what its clock showed
 * at sending; the difference to the server's shows how wrong that clock is. A right clock is believed as it is and a wrong one
 * is corrected by whole minutes, so that an event sent twice keeps its time to the millisecond: how long a call was under way
 * must not change what is delivered. Values that make no sense fall back to now, and an event older than 30 days to that age.
 */
export function eventTime(clientTimestamp: string, clientNow: string, serverNow: number): number {
  const happened = Date.parse(clientTimestamp);
  const sent = Date.parse(clientNow);
  if (Number.isNaN(happened) || Number.isNaN(sent) || happened > sent + TOLERANCE_MS) return serverNow;
  const at = happened + correctionMs(serverNow - sent);
  return Math.max(serverNow - MAX_AGE_MS, Math.min(at, serverNow + TOLERANCE_MS));
}

/** What to add to a clock that is behind by `behindMs`; negative for one that is ahead. */
const correctionMs = (behindMs: number): number => (Math.abs(behindMs) <= TOLERANCE_MS ? 0 : Math.round(behindMs / MINUTE_MS) * MINUTE_MS);
