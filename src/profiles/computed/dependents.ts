import type { SqlPort } from '../../platform/ports';
import { relatedKind } from '../../segments/condition';
import type { SubjectKind } from '../../segments/value';
import { distinctPairs } from '../../store/profiles';
import type { Pair } from '../../store/profiles';
import { pairsAround } from '../../store/segment-members';
import { noteAround } from '../../store/segment-touched';
import { kindOf } from '../segments/load-facts';
import type { NamedDefinition } from './check-computed';

/** Beyond so many they are noted and looked at later. */
const LOOKED_AT_ONCE = 500;

/** Whose values are made of something of these subjects: at once, or noted where they are too many. */
export async function dependentsOf(sqlPort: SqlPort, definitions: readonly NamedDefinition[], changed: readonly Pair[]): Promise<Pair[]> {
  const reach = new Set(definitions.flatMap((each) => reachOf(each)));
  const goes = (from: SubjectKind, to: SubjectKind): boolean => reach.has(`${from} ${to}`);
  const found: Pair[] = [];
  for (const { accountId, userId } of changed.filter((pair) => kindOf(pair) === 'membership')) {
    if (goes('membership', 'account')) found.push({ accountId, userId: 0 });
    if (goes('membership', 'user')) found.push({ accountId: 0, userId });
  }
  const accounts = changed.filter((pair) => kindOf(pair) === 'account').map(({ accountId }) => accountId);
  const users = changed.filter((pair) => kindOf(pair) === 'user').map(({ userId }) => userId);
  const around = {
    accounts: goes('account', 'user') || goes('account', 'membership') ? accounts : [],
    users: goes('user', 'account') || goes('user', 'membership') ? users : [],
  };
  const pairs = await pairsAround(sqlPort, around, LOOKED_AT_ONCE + 1);
  if (pairs.length > LOOKED_AT_ONCE) {
    for (const kind of ['account', 'user', 'membership'] as const) {
      await noteAround(sqlPort, kind, { accounts: goes('account', kind) ? accounts : [], users: goes('user', kind) ? users : [] });
    }
    return found;
  }
  const ofAccounts = new Set(around.accounts);
  const ofUsers = new Set(around.users);
  for (const pair of pairs) {
    const [fromAccount, fromUser] = [ofAccounts.has(pair.accountId), ofUsers.has(pair.userId)];
    if (fromAccount && goes('account', 'user')) found.push({ accountId: 0, userId: pair.userId });
    if (fromUser && goes('user', 'account')) found.push({ accountId: pair.accountId, userId: 0 });
    if ((fromAccount && goes('account', 'membership')) || (fromUser && goes('user', 'membership'))) found.push(pair);
  }
  return distinctPairs(found);
}

/** From whom a definition hears, and whose value it is. */
function reachOf({ kind, definition }: NamedDefinition): string[] {
  if (definition.type === 'events' && definition.measure === 'share') return [`account ${kind}`];
  const from = definition.type === 'related' ? relatedKind(kind, definition.relation) : undefined;
  return from === undefined ? [] : [`${from} ${kind}`];
}
