import { hashOf } from '../marketplace/content-hash';
import { storedSale } from '../marketplace/stored-sale';
import type { SqlPort } from '../platform/ports';
import { accountRowsOf, rowsWithoutLines } from '../revenue/account-rows';
import { buildLedger } from '../revenue/ledger';
import type { TransactionLine } from '../revenue/line';
import type { AccountRows } from '../revenue/read-model';
import type { RevenueSettings } from '../revenue/settings';
import { twinKeysOf } from '../revenue/twin-index';
import { clearDirty, dirtyAccounts, dirtyAmong } from '../store/revenue-dirty';
import type { DirtyAccount } from '../store/revenue-dirty';
import { licencesOfAccounts } from '../store/revenue-licences';
import type { AccountLicences } from '../store/revenue-licences';
import { linesOfAccounts } from '../store/revenue-lines';
import type { StoredLine } from '../store/revenue-lines';
import { saveAccountRows } from '../store/revenue-rows';
import { accountsInReach, addTwins, removeTwins, twinsOfAccounts } from '../store/revenue-twins';
import type { TwinRow } from '../store/revenue-twins';

const ACCOUNTS_PER_STEP = 100;
/** Two accounts that share a key by chance are computed together, and no otherwise. */
const TWIN_DIGITS = 12;

type Ports = { readonly sql: SqlPort };
type Settings = Pick<RevenueSettings, 'graceDays'>;

/**
 * Computes some of the marked accounts anew, with all that may continue them or be continued by them, and writes what differs. False when none
 * was marked. Rows first, then the marks: a cut is made good by the next run.
 */
export async function computeMarked({ sql }: Ports, settings: Settings): Promise<boolean> {
  const some = await dirtyAccounts(sql, ACCOUNTS_PER_STEP);
  if (some.length === 0) return false;
  const { dirty, lines, licences, known, twins, reach, others } = await takeMarked(sql, some);
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

/** These accounts and every marked one that can be linked with them: whoever is linked is computed once, however many of them are marked. */
async function takeMarked(sql: SqlPort, some: readonly DirtyAccount[]) {
  const dirty: DirtyAccount[] = [];
  const lines: StoredLine[] = [];
  const licences = new Map<number, AccountLicences>();
  const known: TwinRow[] = [];
  const twins: TwinRow[] = [];
  for (let next = some; ;) {
    const ids = next.map(({ accountId }) => accountId);
    const theirLines = await linesOfAccounts(sql, ids, storedSale);
    const theirLicences = await licencesOfAccounts(sql, ids);
    const before = await twinsOfAccounts(sql, ids);
    const now = twinsOf(ids, theirLines, theirLicences);
    await addTwins(sql, without(now, before));
    dirty.push(...next);
    lines.push(...theirLines);
    for (const [id, own] of theirLicences) licences.set(id, own);
    known.push(...before);
    twins.push(...now);
    // By the keys that they have and those that they had: who was linked with them may be no more.
    const taken = dirty.map(({ accountId }) => accountId);
    const reach = await accountsInReach(
      sql,
      taken,
      [...known, ...twins].map(({ twinKey }) => twinKey),
    );
    const isTaken = new Set(taken);
    const others = reach.filter((id) => !isTaken.has(id));
    next = await dirtyAmong(sql, others);
    if (next.length === 0) return { dirty, lines, licences, known, twins, reach, others };
  }
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
      twinKey: hashOf(`${first.app}\n${strength}\n${value}`, TWIN_DIGITS),
    }));
  });
}

function without(rows: readonly TwinRow[], others: readonly TwinRow[]): TwinRow[] {
  const known = new Set(others.map(({ accountId, twinKey }) => `${accountId} ${twinKey}`));
  return rows.filter(({ accountId, twinKey }) => !known.has(`${accountId} ${twinKey}`));
}
