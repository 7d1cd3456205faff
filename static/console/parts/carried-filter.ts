import { createContext, useContext } from 'react';

const Carried = createContext('');
/** Which accounts the reader filters for, as the part of an address: around every screen, also around those that do not filter. */
export const CarriedFilterProvider = Carried.Provider;

/** The address of a screen that filters, with the filter that its reader has set. */
export function useFilteredHref(screen: string): string {
  const carried = useContext(Carried);
  return carried === '' ? `#/${screen}` : `#/${screen}?${carried}`;
}
