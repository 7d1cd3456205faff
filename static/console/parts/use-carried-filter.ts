import { useState } from 'react';
import { readFilter, writeFilter } from './account-filter';
import type { Place } from './hash';

/**
 * What links to other screens add to their address, so that the filter stays while its reader moves about: what the screen filters
 * for, or what the last one did that filters at all.
 */
export function useCarriedFilter({ params }: Place, doesFilter: boolean): string {
  const [carried, setCarried] = useState('');
  const here = writeFilter(new URLSearchParams(), readFilter(params)).toString();
  if (!doesFilter || here === carried) return carried;
  setCarried(here);
  return here;
}
