import type { CatalogueAnswer, EventColor, PropertyRow } from '../../../../src/contract/profiles';
import type { PropertyType, SubjectKind } from '../../../../src/segments/value';
import { counted } from '../../parts/format';

export const KIND_WORDS: Readonly<Record<SubjectKind, { one: string; many: string; title: string }>> = {
  account: { one: 'account', many: 'accounts', title: 'Accounts' },
  user: { one: 'user', many: 'users', title: 'Users' },
  membership: { one: 'user in an account', many: 'users in accounts', title: 'Users in accounts' },
};

export const TYPE_WORDS: Readonly<Record<PropertyType, string>> = {
  text: 'Text',
  number: 'Number',
  boolean: 'Yes or no',
  day: 'Day',
  list: 'List',
  money: 'Money',
};

export const ORIGIN_WORDS: Readonly<Record<PropertyRow['origin'], string>> = {
  plan: 'Usage',
  licence: 'Licence',
  transaction: 'Sales',
  predicted: 'Predictions',
  computed: 'Computed',
  manual: 'By hand',
  imported: 'Import',
  kit: 'Sent by the app',
};

export const COLOR_WORDS: Readonly<Record<EventColor, string>> = {
  blue: 'Blue',
  teal: 'Teal',
  green: 'Green',
  lime: 'Lime',
  yellow: 'Yellow',
  orange: 'Orange',
  red: 'Red',
  magenta: 'Magenta',
  purple: 'Purple',
  grey: 'Grey',
};

export function coverageOf(row: PropertyRow, totals: CatalogueAnswer['totals']): number | null {
  const total = totals[row.kind];
  return row.filled === null || total === 0 ? null : Math.min(1, row.filled / total);
}

export function retypeWords({ kept, lost, isPart }: { kept: number; lost: number; isPart: boolean }): string {
  const of = isPart ? ' among those looked at so far' : '';
  if (kept + lost === 0) return `Nobody has a value${of}.`;
  if (lost === 0) return `${counted(kept, 'value')} can be read that way${of}; none is lost.`;
  return `${counted(kept, 'value')} can be read that way${of}. ${counted(lost, 'value')} cannot, and will be gone.`;
}
