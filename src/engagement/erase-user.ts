import { NOBODY } from './activity';
import type { Activity } from './activity';
import { renameId } from './id-table';

/**
 * From now on a user goes by a surrogate that nothing else knows. All figures stay as they were; whatever comes under the old id
 * afterwards is somebody new. Throws RangeError when the surrogate is in use.
 */
export function eraseUser(activity: Activity, userId: number, surrogateId: number): void {
  if (userId === NOBODY) throw new RangeError('Nobody in particular cannot be erased');
  renameId(activity.users, userId, surrogateId);
}
