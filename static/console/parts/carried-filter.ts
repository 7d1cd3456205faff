import { createContext, useContext } from 'react';
import { formatHash } from './hash';

const Carried = createContext('');
/** Which accounts the reader filters for, as the part of an address: around every screen, also around those that do not filter. */
export const CarriedFilterProvider = Carried.Provider;

/** The address of a screen that filters, with the filter that its reader has set. `more`: what else the address says. */
export function useFilteredHref(screen: string, more: Readonly<Record<string, string>> = {}): string {
  const params = new URLSearchParams(useContext(Carried));
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  return formatHash({ screen, params });
}
