import type { AccountIdentity, AccountState, TwinGroup, TwinKey } from './account-state';
import { isFreeMail } from './free-mail';
import { type TransactionLine, compareText } from './line';

/** Who may be found by what, by app and kind of key. Most keys are one account's alone; a group is made when a second one comes. */
export type TwinIndex = Map<string, readonly Map<string, AccountState | TwinGroup>[]>;

const TRANSACTION_ACCOUNT = 0;
const SITE = 1;
const CONTACT_DOMAIN = 2;
const KINDS = 3;
const NO_GROUPS: readonly never[] = [];

/**
 * What an account may be found by, in a fixed order. A line's site and contact are known from its first day on, so that a line that
 * comes later does not connect what happened long before it; what a licence says holds for all time.
 */
export function twinKeysOf(lines: readonly TransactionLine[], identity: AccountIdentity | undefined): TwinKey[] {
  const keys: TwinKey[] = [];
  if (identity !== undefined) {
    add(keys, TRANSACTION_ACCOUNT, identity.transactionAccountId, -Infinity);
    add(keys, SITE, identity.cloudId, -Infinity);
    for (const domain of identity.contactDomains) add(keys, CONTACT_DOMAIN, domain, -Infinity);
  }
  for (const line of lines) {
    const sinceDay = line.startDay ?? line.saleDay;
    add(keys, SITE, line.cloudId, sinceDay);
    add(keys, CONTACT_DOMAIN, line.contactDomain, sinceDay);
  }
  return keys.length < 2 ? keys : keys.sort(compareKeys);
}

function compareKeys(a: TwinKey, b: TwinKey): number {
  return a.strength - b.strength || compareText(a.value, b.value);
}

function add(keys: TwinKey[], strength: number, value: string | null, sinceDay: number): void {
  if (value === null) return;
  for (let at = 0; at < keys.length; at += 1) {
    const known = keys[at];
    if (known?.strength !== strength || known.value !== value) continue;
    if (sinceDay < known.sinceDay) keys[at] = { strength, value, sinceDay };
    return;
  }
  if (strength !== CONTACT_DOMAIN || !isFreeMail(value)) keys.push({ strength, value, sinceDay });
}

export function isSameKeys(a: readonly TwinKey[], b: readonly TwinKey[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ strength, value, sinceDay }, at) => {
      const other = b[at];
      return other?.strength === strength && other.value === value && other.sinceDay === sinceDay;
    })
  );
}

export function addToIndex(index: TwinIndex, state: AccountState): void {
  const kinds = kindsOf(index, state);
  for (const key of state.twinKeys) {
    const byValue = kinds[key.strength];
    const known = byValue?.get(key.value);
    if (known === undefined) byValue?.set(key.value, state);
    else if ('members' in known) join(known, state, key);
    else {
      const group: TwinGroup = { strength: key.strength, members: [] };
      byValue?.set(key.value, group);
      const itsKey = known.twinKeys.find(({ strength, value }) => strength === key.strength && value === key.value);
      if (itsKey !== undefined) join(group, known, itsKey);
      join(group, state, key);
    }
  }
}

export function removeFromIndex(index: TwinIndex, state: AccountState): void {
  for (const { members } of state.groups) {
    const at = members.findIndex((member) => member.state === state);
    members.splice(at, 1);
  }
  state.groups = NO_GROUPS;
  const kinds = kindsOf(index, state);
  for (const { strength, value } of state.twinKeys) if (kinds[strength]?.get(value) === state) kinds[strength].delete(value);
}

function join(group: TwinGroup, state: AccountState, { sinceDay }: TwinKey): void {
  group.members.push({ state, sinceDay });
  state.groups = state.groups.length === 0 ? [group] : [...state.groups, group];
}

function kindsOf(index: TwinIndex, { app }: AccountState): readonly Map<string, AccountState | TwinGroup>[] {
  let kinds = index.get(app);
  if (kinds === undefined) index.set(app, (kinds = Array.from({ length: KINDS }, () => new Map<string, AccountState | TwinGroup>())));
  return kinds;
}
