import { createContext, useContext } from 'react';
import { formatHash } from './hash';

const Carried = createContext('');
/** Which accounts the reader filters for, as the part of an address: around every screen, also around those that do not filter. */
export const CarriedFilterProvider = Carried.Provider;

type More = Readonly<Record<string, string>>;

/** The address of a screen that filters, with the filter that its reader has set. `more`: what else the address says. */
export const useFilteredHref = (screen: string, more: More = {}): string => useFilteredHrefs(screen)(more);

/** The same for several places of the screen. */
export function useFilteredHrefs(screen: string): (more: More) => string {
  const carried = useContext(Carried);
  return (more) => {
    const params = new URLSearchParams(carried);
    for (const [name, value] of Object.entries(more)) params.set(name, value);
    return formatHash({ screen, params });
  };
}
