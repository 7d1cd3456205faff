/** An event older than this is refused its own time: queues and browsers do not hold events that long. */
const MAX_AGE_MS = 30 * 86_400_000;

/**
 * When an event happened, by the server's clock. The client says when it happened and what its clock shows now; only the
 * difference counts, so a clock that is hours off does no harm. Values that make no sense fall back to now.
 */
export function eventTime(clientTimestamp: string, clientNow: string, serverNow: number): number {
  const age = Date.parse(clientNow) - Date.parse(clientTimestamp);
  if (Number.isNaN(age) || age < 0) return serverNow;
  return serverNow - Math.min(age, MAX_AGE_MS);
}
