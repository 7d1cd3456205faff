import { z } from 'zod';
import type { HttpPort } from '../platform/ports';
import { outcomeOfDeletion } from './deletion-outcome';
import type { DeletionTry } from './deletion-outcome';
import type { PlaceOutcome } from './run-erasure';

const REGULATIONS_URL = 'https://api.segmentapis.com/regulations';
/** Segment takes so many ids in one request. */
const MAX_IDS = 5_000;
const Accepted = z.object({ data: z.object({ regulateId: z.string().min(1) }) });

/**
 * Asks Segment to delete what it holds of these users, to take no more of it, and to pass the deletion on to the destinations
 * that support it. Segment does it within 30 days; an id of the request says that it was taken.
 */
export async function deleteAtSegment(
  http: HttpPort,
  token: string,
  userIds: readonly string[],
  tried: DeletionTry,
): Promise<PlaceOutcome> {
  if (userIds.length > MAX_IDS) throw new RangeError('Too many users in one request');
  const answer = await http({
    url: REGULATIONS_URL,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ regulationType: 'SUPPRESS_WITH_DELETE', subjectType: 'USER_ID', subjectIds: userIds }),
    timeoutMs: tried.timeoutMs,
  });
  return outcomeOfDeletion(answer, tried, isAccepted);
}

function isAccepted(body: string): boolean {
  try {
    return Accepted.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}
