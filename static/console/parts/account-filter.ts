import { useMemo } from 'react';
import type { AccountFilter } from '../../../src/contract/account-filter';
import { FILTER_TERMS, isOfAll } from '../../../src/engagement/account-filter';

const LONGEST_VALUE = 100;
const MOST_VALUES = 50;
const SEGMENT = 'segment';
const SEGMENT_ID = /^[1-9]\d{0,14}$/;

/** Which accounts an address asks for: `app=a&stage=Paying&stage=Free&region=`, an empty one for what is not known. What does not fit is left out. */
export function readFilter(params: URLSearchParams): AccountFilter {
  const filter: AccountFilter = {};
  for (const name of FILTER_TERMS) {
    const values = [...new Set(params.getAll(name))].filter(({ length }) => length <= LONGEST_VALUE).slice(0, MOST_VALUES);
    if (values.length > 0) filter[name] = values.map((value) => (value === '' ? null : value));
  }
  const segment = [...new Set(params.getAll(SEGMENT))].filter((id) => SEGMENT_ID.test(id)).slice(0, MOST_VALUES);
  return segment.length === 0 ? filter : { segment, ...filter };
}

/** The inverse of `readFilter`, in place of what the address asked for. */
export function writeFilter(params: URLSearchParams, filter: AccountFilter): URLSearchParams {
  const written = new URLSearchParams(params);
  for (const name of FILTER_TERMS) {
    written.delete(name);
    for (const value of filter[name] ?? []) written.append(name, value ?? '');
  }
  written.delete(SEGMENT);
  for (const id of filter.segment ?? []) written.append(SEGMENT, id);
  return written;
}

export const isFiltering = (filter: AccountFilter): boolean => !isOfAll(filter);

/** What the address asks for; the same object while only other things in it change. */
export function useAccountFilter(params: URLSearchParams): AccountFilter {
  const text = writeFilter(new URLSearchParams(), readFilter(params)).toString();
  return useMemo(() => readFilter(new URLSearchParams(text)), [text]);
}
