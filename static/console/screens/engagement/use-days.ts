import { useMemo } from 'react';
import type { AskedRange } from '../../../../src/contract/day-range';
import { readRange, writeRange } from '../../parts/chosen-range';
import type { EngagementQuery } from './query';

/** The days of a query; the same object while only other things in the address change. */
export function useDays({ range }: EngagementQuery): AskedRange | null {
  const span = writeRange(new URLSearchParams(), range).toString();
  return useMemo(() => readRange(new URLSearchParams(span)).days, [span]);
}
