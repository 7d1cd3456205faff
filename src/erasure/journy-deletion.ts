import type { HttpPort } from '../platform/ports';
import { outcomeOfDeletion } from './deletion-outcome';
import type { DeletionTry } from './deletion-outcome';
import type { PlaceOutcome } from './run-erasure';

const USERS_URL = 'https://api.journy.io/users';

/** Asks journy to delete a user. It answers 202 and does it later; Segment does not forward deletions to it. */
export async function deleteAtJourny(http: HttpPort, apiKey: string, userId: string, tried: DeletionTry): Promise<PlaceOutcome> {
  const answer = await http({
    url: USERS_URL,
    method: 'DELETE',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify({ identification: { userId } }),
    timeoutMs: tried.timeoutMs,
  });
  return outcomeOfDeletion(answer, tried, (_body, status) => status === 202);
}
