import { useMemo } from 'react';
import { type ChosenRange, readRange, writeRange } from './chosen-range';

/** The days that the address asks for; the same object while only other things in it change. */
export function useChosenRange(params: URLSearchParams): ChosenRange {
  const text = writeRange(new URLSearchParams(), readRange(params)).toString();
  return useMemo(() => readRange(new URLSearchParams(text)), [text]);
}
