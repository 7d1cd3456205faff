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
import { laterVersion } from './versions';

/** Everything computed from a vendor's transaction lines. Changed only by `updateLedger`. */
export type Ledger = {
  readonly settings: RevenueSettings;
  readonly lines: Map<string, TransactionLine>;
  readonly accounts: Map<string, AccountState>;
  readonly totals: MonthTotals;
  readonly twins: TwinIndex;
  readonly conflicts: Map<string, Flag>;
  readonly identities: Map<string, AccountIdentity>;
};

const NO_COVERAGE: Coverage = { segments: [], free: [], flags: [] };
const NONE: readonly never[] = [];

/** The full computation: lines in any order; of several versions of one line the latest counts. */
export function buildLedger(
  lines: Iterable<TransactionLine>,
  settings: RevenueSettings,
  identities: Iterable<readonly [string, AccountIdentity]> = [],
): Ledger {
  const ledger: Ledger = {
    settings,
    lines: new Map(),
    accounts: new Map(),
    totals: new Map(),
    twins: new Map(),
    conflicts: new Map(),
    identities: new Map(),
  };
  updateLedger(ledger, { lines, identities });
  return ledger;
}

/** `removedKeys`: lines that are no longer reported. `identities`: what licences newly say, by account. */
export type LineChanges = {
  readonly lines: Iterable<TransactionLine>;
  readonly removedKeys?: Iterable<string>;
  readonly identities?: Iterable<readonly [string, AccountIdentity]>;
};

/**
 * Takes in new and changed lines and computes anew only the accounts that they touch, and those that these continue or are
 * continued by. The ledger is then the same as one built of all lines. Returns the accounts whose figures may have changed.
 */
export function updateLedger(ledger: Ledger, changes: LineChanges): ReadonlySet<AccountState> {
  const touched = new Set<AccountState>();
  for (const [account, identity] of changes.identities ?? []) {
    ledger.identities.set(account, identity);
    const state = ledger.accounts.get(account);
    if (state !== undefined) touched.add(state);
  }
  for (const key of changes.removedKeys ?? []) {
    const line = ledger.lines.get(key);
    if (line === undefined) continue;
    ledger.lines.delete(key);
    ledger.conflicts.delete(key);
    detach(ledger, line, touched);
  }
  for (const line of changes.lines) takeIn(ledger, line, touched);
  for (const state of touched) recover(ledger, state);
  const affected = relink(ledger, touched);
  for (const state of affected) recount(ledger, state);
  for (const state of touched) if (state.lines.length === 0) forget(ledger, state);
  return affected;
}

/** All flags, of versions and of accounts. */
export function flagsOf(ledger: Ledger): Flag[] {
  const flags = [...ledger.conflicts.values()];
  for (const { coverage } of ledger.accounts.values()) for (const flag of coverage.flags) flags.push(flag);
  return flags.sort(compareFlags);
}

function takeIn(ledger: Ledger, line: TransactionLine, touched: Set<AccountState>): void {
  const known = ledger.lines.get(line.key);
  if (known === undefined) {
    ledger.lines.set(line.key, line);
    attach(ledger, line, touched);
    return;
  }
  const { line: later, conflict } = laterVersion(known, line);
  if (conflict !== null) ledger.conflicts.set(line.key, conflict);
  if (later === known) return;
  if (conflict === null) ledger.conflicts.delete(line.key);
  ledger.lines.set(line.key, later);
  detach(ledger, known, touched);
  attach(ledger, later, touched);
}

function attach(ledger: Ledger, line: TransactionLine, touched: Set<AccountState>): void {
  let state = ledger.accounts.get(line.account);
  if (state === undefined) ledger.accounts.set(line.account, (state = emptyAccount(line)));
  state.lines.push(line);
  touched.add(state);
}

function detach(ledger: Ledger, line: TransactionLine, touched: Set<AccountState>): void {
  const state = ledger.accounts.get(line.account);
  if (state === undefined) return;
  state.lines.splice(state.lines.indexOf(line), 1);
  touched.add(state);
}

function emptyAccount({ account, app }: TransactionLine): AccountState {
  return {
    account,
    app,
    lines: [],
    coverage: NO_COVERAGE,
    twinKeys: NONE,
    groups: [],
    handovers: NONE,
    takenOver: null,
    counted: NONE,
    movements: NONE,
  };
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
function relink(ledger: Ledger, touched: ReadonlySet<AccountState>): ReadonlySet<AccountState> {
  const groups = new Set<TwinGroup>();
  const reach = new Set<AccountState>();
  const waiting: AccountState[] = [];
  const visit = (state: AccountState): void => {
    if (reach.has(state)) return;
    reach.add(state);
    waiting.push(state);
  };
  for (const state of touched) {
    if (state.groups.length > 0) visit(state);
    // Also those it was linked with until now, by keys that it may have lost.
    for (const { to } of state.handovers) visit(to);
    if (state.takenOver !== null) visit(state.takenOver.from);
    if (state.handovers.length > 0 || state.takenOver !== null) visit(state);
  }
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (const group of state.groups) {
      if (groups.has(group)) continue;
      groups.add(group);
      for (const member of group.members) visit(member.state);
    }
  }
  const affected = new Set(touched);
  if (reach.size === 0) return affected;
  const handovers = matchTwins(groups, ledger.settings.graceDays);
  const linked = new Set(handovers.flatMap(({ from, to }) => [from, to]));
  for (const state of reach) {
    if (!linked.has(state) && state.handovers.length === 0 && state.takenOver === null) continue;
    affected.add(state);
    state.handovers = NONE;
    state.takenOver = null;
  }
  for (const handover of handovers) {
    handover.from.handovers = [...handover.from.handovers, handover];
    handover.to.takenOver = handover;
  }
  return affected;
}

function recount(ledger: Ledger, state: AccountState): void {
  addMovements(ledger.totals, state.movements, -1);
  state.counted = countedOf(state.coverage, state.handovers, ledger.settings.graceDays);
  state.movements = movementsOf(state, ledger.settings.basis);
  addMovements(ledger.totals, state.movements, 1);
}

function forget(ledger: Ledger, state: AccountState): void {
  removeFromIndex(ledger.twins, state);
  ledger.accounts.delete(state.account);
}
