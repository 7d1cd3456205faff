import { accountFilterAnswer } from '../console/account-filter';
import { accountDetail, listAccounts, listMembers, userDetail } from '../console/accounts';
import { addNote, removeNote } from '../console/notes';
import { savedViews } from '../console/saved-lists';
import type { accountCalls } from '../contract/accounts';
import { clockPort, kvsPort, sqlPort } from '../platform/forge-ports';
import type { ConsoleHandlers } from './console-resolver';

const ports = { sql: sqlPort, clock: clockPort, kvs: kvsPort };

/** Accounts and users. Whoever may open the console may write notes and arrange views. */
export const accountHandlers: ConsoleHandlers<typeof accountCalls> = {
  accountFilter: ({ filter }) => accountFilterAnswer(ports, filter),
  accounts: (input) => listAccounts(ports, input),
  account: ({ accountId }) => accountDetail(ports, accountId),
  members: (input) => listMembers(ports, input),
  user: ({ userId }) => userDetail(ports, userId),
  addNote: async (input) => ({ notes: await addNote(ports, input) }),
  removeNote: async ({ accountId, noteId }) => ({ notes: await removeNote(kvsPort, accountId, noteId) }),
  views: async () => ({ list: await savedViews.read(kvsPort) }),
  saveView: (input) => savedViews.save(kvsPort, input),
  renameView: (input) => savedViews.rename(kvsPort, input),
  removeView: ({ name }) => savedViews.remove(kvsPort, name),
};
