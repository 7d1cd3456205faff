import { dayFromNumber } from '../../platform/days';
import { STAGE_COLUMN, STAGE_SINCE_COLUMN, stageEnteredColumn } from '../../segments/catalogue';
import { FAILED } from '../../segments/facts';
import type { FactValue } from '../../segments/facts';
import { isValueOf } from '../../segments/value';
import type { PropertyType, PropertyValue } from '../../segments/value';
import { readSignals } from '../../store/account-outlook';
import type { NeighbourhoodRow } from '../../store/neighbourhood-row';
import { NO_STAGE } from '../../store/stage-entries';
import { contactProperties, readContacts } from '../contact-facts';
import { outlookProperties } from '../predictions/outlook-properties';

type AccountRow = Extract<NeighbourhoodRow, { what: 'account' }>;
type OutlookRow = Extract<NeighbourhoodRow, { what: 'outlook' }>;
/** Days since 1970-01-01; null where nothing is known. */
export type SeenDays = { readonly first: number | null; readonly last: number | null };

/** Figures that are others tomorrow although nothing happens: the days that they look back on move. */
export const MOVING_COLUMNS: readonly string[] = ['users-1', 'users-7', 'users-30', 'uses-30'];

const dayText = (day: number | null): string | null => (day === null ? null : dayFromNumber(day));

/** Standard properties of an account. */
export function accountValues(row: AccountRow): ReadonlyMap<string, FactValue> {
  return new Map<string, FactValue>([
    ...contactProperties(readContacts(row.k)),
    ['company', row.u],
    ['app', row.t],
    ['tier', row.v],
    ['seats', row.a],
    ['status', row.w],
    ['licence-stage', row.l],
    ['edition', row.x],
    ['hosting', row.y],
    ['region', row.z],
    ['mrr', row.b],
    ['observed', row.d !== null],
    ['first-seen', dayText(row.e)],
    ['last-active', dayText(row.c)],
    ['users-1', row.f ?? 0],
    ['users-7', row.g ?? 0],
    ['users-30', row.h ?? 0],
    ['users-ever', row.i ?? 0],
    ['uses-30', row.j ?? 0],
    [STAGE_COLUMN, row.s],
  ]);
}

/** What is foretold of an account. */
export function outlookValues({ a, b, c, t, u }: OutlookRow): ReadonlyMap<string, FactValue> {
  return outlookProperties({ churn: a, expansion: b, conversion: c, health: t, signals: readSignals(u) });
}

/** The days on which stages were last entered; the last of them began the one that the account is in. */
export function stageValues(entries: readonly { readonly stage: string; readonly day: number }[]): ReadonlyMap<string, FactValue> {
  const values = new Map<string, FactValue>();
  let since: { readonly stage: string; readonly day: number } | null = null;
  for (const { stage, day } of entries) {
    if (stage !== NO_STAGE) values.set(stageEnteredColumn(stage), dayFromNumber(day));
    if (since === null || day > since.day) since = { stage, day };
  }
  values.set(STAGE_SINCE_COLUMN, dayText(since === null || since.stage === NO_STAGE ? null : since.day));
  return values;
}

export function userValues(seen: SeenDays, accounts: number): ReadonlyMap<string, FactValue> {
  return new Map<string, FactValue>([
    ['first-seen', dayText(seen.first)],
    ['last-seen', dayText(seen.last)],
    ['accounts', accounts],
  ]);
}

export function membershipValues(seen: SeenDays): ReadonlyMap<string, FactValue> {
  return new Map<string, FactValue>([
    ['first-seen', dayText(seen.first)],
    ['last-seen', dayText(seen.last)],
  ]);
}

/** A stored value as a property of that type; what is of another type cannot be told. */
export function storedValue(type: PropertyType, value: PropertyValue | undefined): FactValue {
  if (value === undefined) return null;
  return isValueOf(type, value) ? value : FAILED;
}
