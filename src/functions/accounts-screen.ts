import { accountFilterAnswer } from '../console/account-filter';
import { accountDetail, listAccounts, listMembers, userDetail } from '../console/accounts';
import { accountOutlook } from '../console/account-outlook';
import { addNote, removeNote } from '../console/notes';
import { savedViews } from '../console/saved-lists';
import { inSegments } from '../console/segments';
import type { accountCalls } from '../contract/accounts';
import { clockPort, kvsPort, sqlPort } from '../platform/forge-ports';
import type { Pair } from '../store/profiles';
import type { Asking, ConsoleHandlers } from './console-resolver';
import { profileShown } from './profiles-screen';

const ports = { sql: sqlPort, clock: clockPort, kvs: kvsPort };

/** Accounts and users. Whoever may open the console may write notes and arrange views. */
export const accountHandlers: ConsoleHandlers<typeof accountCalls> = {
  accountFilter: ({ filter }) => accountFilterAnswer(ports, filter),
  accounts: (input) => listAccounts(ports, input),
  account: async ({ accountId }, asking) => {
    const [detail, beside, outlook] = await Promise.all([
      accountDetail(ports, accountId),
      besideOf({ accountId, userId: 0 }, asking),
      accountOutlook(ports, accountId),
    ]);
    return detail === null ? null : { ...detail, ...beside, outlook };
  },
  members: (input) => listMembers(ports, input),
  user: async ({ userId }, asking) => {
    const [detail, beside] = await Promise.all([userDetail(ports, userId), besideOf({ accountId: 0, userId }, asking)]);
    return detail === null ? null : { ...detail, ...beside };
  },
  addNote: async (input) => ({ notes: await addNote(ports, input) }),
  removeNote: async ({ accountId, noteId }) => ({ notes: await removeNote(kvsPort, accountId, noteId) }),
  views: async () => ({ list: await savedViews.read(kvsPort) }),
  saveView: (input) => savedViews.save(kvsPort, input),
  renameView: (input) => savedViews.rename(kvsPort, input),
  removeView: ({ name }) => savedViews.remove(kvsPort, name),
};

/** What a page shows of a subject beside its use, in the same answer. */
async function besideOf(pair: Pair, asking: Asking) {
  const [profile, segments] = await Promise.all([profileShown(pair, asking), inSegments(sqlPort, pair)]);
  return { profile, segments };
}
