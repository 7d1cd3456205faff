import { useState } from 'react';
import { readFilter, writeFilter } from './account-filter';
import { readBeside, writeBeside } from './beside';
import type { Place } from './hash';

type Takes = { readonly isFiltered: boolean; readonly canCompare: boolean };

/**
 * What links to other screens add to their address, so that the filter and the segments that are compared stay while their reader moves
 * about: what the screen says of them, or what the last one did that says anything.
 */
export function useCarriedFilter({ params }: Place, { isFiltered, canCompare }: Takes): string {
  const [carried, setCarried] = useState('');
  const before = new URLSearchParams(carried);
  const filter = readFilter(isFiltered ? params : before);
  const beside = readBeside(canCompare ? params : before);
  const here = writeBeside(writeFilter(new URLSearchParams(), filter), beside).toString();
  if (here !== carried) setCarried(here);
  return here;
}
