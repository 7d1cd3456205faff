import { hashOf } from '../marketplace/content-hash';
import { storedSale } from '../marketplace/stored-sale';
import type { SqlPort } from '../platform/ports';
import { accountRowsOf, rowsWithoutLines } from '../revenue/account-rows';
import { buildLedger } from '../revenue/ledger';
import type { TransactionLine } from '../revenue/line';
import type { AccountRows } from '../revenue/read-model';
import type { RevenueSettings } from '../revenue/settings';
import { twinKeysOf } from '../revenue/twin-index';
import { clearDirty, dirtyAccounts } from '../store/revenue-dirty';
import { licencesOfAccounts } from '../store/revenue-licences';
import type { AccountLicences } from '../store/revenue-licences';
import { linesOfAccounts } from '../store/revenue-lines';
import type { StoredLine } from '../store/revenue-lines';
import { saveAccountRows } from '../store/revenue-rows';
import { accountsInReach, addTwins, removeTwins, twinsOfAccounts } from '../store/revenue-twins';
import type { TwinRow } from '../store/revenue-twins';

const ACCOUNTS_PER_STEP = 100;

type Ports = { readonly sql: SqlPort };
type Settings = Pick<RevenueSettings, 'graceDays'>;

/**
 * Computes some of the marked accounts anew, with all that may continue them or be continued by them, and writes what differs. False when none
 * was marked. Rows first, then the marks: a cut is made good by the next run.
 */
export async function computeMarked({ sql }: Ports, settings: Settings): Promise<boolean> {
  const dirty = await dirtyAccounts(sql, ACCOUNTS_PER_STEP);
  if (dirty.length === 0) return false;
  const marked = dirty.map(({ accountId }) => accountId);
  const lines = await linesOfAccounts(sql, marked, storedSale);
  const licences = await licencesOfAccounts(sql, marked);
  const known = await twinsOfAccounts(sql, marked);
  const twins = twinsOf(marked, lines, licences);
  await addTwins(sql, without(twins, known));

  // By the keys that they have and those that they had: who was linked with them may be no more.
  const reach = await accountsInReach(
    sql,
    marked,
    [...known, ...twins].map(({ twinKey }) => twinKey),
  );
  const isMarked = new Set(marked);
  const others = reach.filter((id) => !isMarked.has(id));
  const rows = revenueRows(
    reach,
    [...lines, ...(await linesOfAccounts(sql, others, storedSale))],
    new Map([...licences, ...(await licencesOfAccounts(sql, others))]),
    settings,
  );
  await saveAccountRows(sql, reach, rows);
  await removeTwins(sql, without(known, twins));
  await clearDirty(sql, dirty);
  return true;
}

/** The definition: the rows to keep of these accounts, of which all that can be linked with them are among them. */
export function revenueRows(
  accountIds: readonly number[],
  lines: readonly StoredLine[],
  licences: ReadonlyMap<number, AccountLicences>,
  { graceDays }: Settings,
): AccountRows[] {
  const lineIds = new Map(lines.map(({ line, lineId }) => [line.key, lineId]));
  const numbers = { accountId: Number, lineId: (key: string): number => lineIds.get(key) ?? 0 };
  const ledger = buildLedger(
    lines.map(({ line }) => line),
    { basis: 'customer', graceDays },
    [...licences].map(([accountId, { identity }]) => [String(accountId), identity]),
  );
  return accountIds.flatMap((accountId): AccountRows[] => {
    const state = ledger.accounts.get(String(accountId));
    const licence = licences.get(accountId) ?? null;
    if (state !== undefined) return [accountRowsOf(state, licence?.card ?? null, numbers)];
    return licence === null ? [] : [rowsWithoutLines(accountId, licence.card, licence.identity)];
  });
}

function twinsOf(accountIds: readonly number[], lines: readonly StoredLine[], licences: ReadonlyMap<number, AccountLicences>): TwinRow[] {
  const byAccount = new Map<number, TransactionLine[]>(accountIds.map((accountId) => [accountId, []]));
  for (const { accountId, line } of lines) byAccount.get(accountId)?.push(line);
  return [...byAccount].flatMap(([accountId, own]) => {
    const [first] = own;
    // Nobody continues an account that nobody ever paid for.
    if (first === undefined) return [];
    return twinKeysOf(own, licences.get(accountId)?.identity).map(({ strength, value }) => ({
      accountId,
      twinKey: hashOf(`${first.app}\n${strength}\n${value}`, 22),
    }));
  });
}

function without(rows: readonly TwinRow[], others: readonly TwinRow[]): TwinRow[] {
  const known = new Set(others.map(({ accountId, twinKey }) => `${accountId} ${twinKey}`));
  return rows.filter(({ accountId, twinKey }) => !known.has(`${accountId} ${twinKey}`));
}
