import type { AccountIdentity, AccountState, TwinGroup } from './account-state';
import { type Coverage, coverageOf } from './coverage';
import { countedOf } from './counted';
import { type Flag, compareFlags } from './flag';
import type { TransactionLine } from './line';
import { movementsOf } from './movement';
import type { RevenueSettings } from './settings';
import { type MonthTotals, addMovements } from './totals';
import { matchTwins } from './twins';
import { type TwinIndex, addToIndex, isSameKeys, removeFromIndex, twinKeysOf } from './twin-index';

/** Everything computed from a vendor's transaction lines. Changed only by `updateLedger`. */
export type Ledger = {
  readonly settings: RevenueSettings;
  readonly accounts: Map<string, AccountState>;
  readonly totals: MonthTotals;
  readonly twins: TwinIndex;
  readonly identities: Map<string, AccountIdentity>;
  /** Updates so far. */
  updates: number;
};

/**
 * `lines`: new ones, and changed ones in place of the ones with the same account and key. `removed`: lines that are no longer
 * reported, and the former selves of lines that are now another account's. `identities`: what licences newly say, by account.
 */
export type LineChanges = {
  readonly lines: Iterable<TransactionLine>;
  readonly removed?: Iterable<Pick<TransactionLine, 'account' | 'key'>>;
  readonly identities?: Iterable<readonly [string, AccountIdentity]>;
};

const NO_COVERAGE: Coverage = { segments: [], free: [], flags: [] };
const NONE: readonly never[] = [];

/** The full computation: lines in any order, each in its latest version only. */
export function buildLedger(
  lines: Iterable<TransactionLine>,
  settings: RevenueSettings,
  identities: Iterable<readonly [string, AccountIdentity]> = [],
): Ledger {
  const ledger: Ledger = {
    settings,
    accounts: new Map(),
    totals: new Map(),
    twins: new Map(),
    identities: new Map(identities),
    updates: 1,
  };
  const touched: AccountState[] = [];
  for (const line of lines) touch(ledger, line, touched).lines.push(line);
  recompute(ledger, touched);
  return ledger;
}

/**
 * Takes in new and changed lines and computes anew only the accounts that they touch, and those that these continue or are
 * continued by. The ledger is then the same as one built of all lines. Returns the accounts whose figures may have changed.
 */
export function updateLedger(ledger: Ledger, changes: LineChanges): readonly AccountState[] {
  ledger.updates += 1;
  const touched: AccountState[] = [];
  for (const [account, identity] of changes.identities ?? NONE) {
    ledger.identities.set(account, identity);
    const state = ledger.accounts.get(account);
    if (state !== undefined) markTouched(ledger, state, touched);
  }
  for (const { account, key } of changes.removed ?? NONE) {
    const state = ledger.accounts.get(account);
    if (state === undefined) continue;
    state.lines = state.lines.filter((line) => line.key !== key);
    markTouched(ledger, state, touched);
  }
  for (const line of changes.lines) {
    const { lines } = touch(ledger, line, touched);
    const known = lines.findIndex(({ key }) => key === line.key);
    if (known === -1) lines.push(line);
    else lines[known] = line;
  }
  return recompute(ledger, touched);
}

/** What of all lines contradicts itself or others, by account and line. */
export function flagsOf(ledger: Ledger): Flag[] {
  const flags: Flag[] = [];
  for (const { coverage } of ledger.accounts.values()) for (const flag of coverage.flags) flags.push(flag);
  return flags.sort(compareFlags);
}

function touch(ledger: Ledger, line: TransactionLine, touched: AccountState[]): AccountState {
  let state = ledger.accounts.get(line.account);
  if (state === undefined) ledger.accounts.set(line.account, (state = emptyAccount(line)));
  markTouched(ledger, state, touched);
  return state;
}

function markTouched(ledger: Ledger, state: AccountState, touched: AccountState[]): void {
  if (state.touchedBy === ledger.updates) return;
  state.touchedBy = ledger.updates;
  touched.push(state);
}

function emptyAccount({ account, app }: TransactionLine): AccountState {
  return {
    account,
    app,
    lines: [],
    coverage: NO_COVERAGE,
    twinKeys: NONE,
    groups: NONE,
    handovers: NONE,
    takenOver: null,
    counted: NONE,
    movements: NONE,
    touchedBy: 0,
  };
}

function recompute(ledger: Ledger, touched: readonly AccountState[]): readonly AccountState[] {
  for (const state of touched) recover(ledger, state);
  const affected = relink(ledger, touched);
  for (const state of affected) recount(ledger, state);
  for (const { account, lines } of touched) if (lines.length === 0) ledger.accounts.delete(account);
  return affected;
}

function recover(ledger: Ledger, state: AccountState): void {
  state.coverage = coverageOf(state.lines);
  const keys = twinKeysOf(state.lines, ledger.identities.get(state.account));
  if (isSameKeys(keys, state.twinKeys)) return;
  removeFromIndex(ledger.twins, state);
  state.twinKeys = keys;
  addToIndex(ledger.twins, state);
}

/** Matches anew whatever is in reach of the touched accounts. Returns these and the accounts whose handovers changed. */
function relink(ledger: Ledger, touched: readonly AccountState[]): readonly AccountState[] {
  const { groups, reach } = inReach(touched);
  if (reach.size === 0) return touched;
  const handovers = matchTwins(groups, ledger.settings.graceDays);
  const affected = [...touched];
  for (const state of reach) {
    if (state.handovers.length === 0 && state.takenOver === null) continue;
    markTouched(ledger, state, affected);
    state.handovers = NONE;
    state.takenOver = null;
  }
  for (const handover of handovers) {
    const { from, to } = handover;
    from.handovers = [...from.handovers, handover];
    to.takenOver = handover;
    markTouched(ledger, from, affected);
    markTouched(ledger, to, affected);
  }
  return affected;
}

/** The groups of the touched accounts, of the accounts in these groups, and so on. */
function inReach(touched: readonly AccountState[]): { readonly groups: Set<TwinGroup>; readonly reach: Set<AccountState> } {
  const groups = new Set<TwinGroup>();
  const reach = new Set<AccountState>();
  for (const state of touched) {
    if (state.groups.length === 0 && state.handovers.length === 0 && state.takenOver === null) continue;
    reach.add(state);
    // Also those it was linked with until now, by keys that it may have lost.
    for (const { to } of state.handovers) reach.add(to);
    if (state.takenOver !== null) reach.add(state.takenOver.from);
  }
  // A set that grows while it is walked: what is added is visited as well.
  for (const state of reach) {
    for (const group of state.groups) {
      if (groups.has(group)) continue;
      groups.add(group);
      for (const member of group.members) reach.add(member.state);
    }
  }
  return { groups, reach };
}

function recount(ledger: Ledger, state: AccountState): void {
  addMovements(ledger.totals, state.movements, -1);
  state.counted = countedOf(state.coverage, state.handovers, ledger.settings.graceDays);
  state.movements = movementsOf(state, ledger.settings.basis);
  addMovements(ledger.totals, state.movements, 1);
}
