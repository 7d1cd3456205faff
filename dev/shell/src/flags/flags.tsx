import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Flag } from './flag';
import { FlagStack } from './flag-stack';

type Flags = { show: (flag: Omit<Flag, 'id'> & { id?: string }) => void; close: (id: string) => void };

const FlagsContext = createContext<Flags>({ show: () => undefined, close: () => undefined });
export const useFlags = (): Flags => useContext(FlagsContext);

const SHOWN_AT_ONCE = 4;

/** Short messages at the lower left, newest first; a flag shown again under the same id takes the place of the first. */
export function FlagsProvider({ children }: { children: ReactNode }) {
  const [flags, setFlags] = useState<readonly Flag[]>([]);
  const close = useCallback((id: string) => {
    setFlags((shown) => shown.filter((flag) => flag.id !== id));
  }, []);
  const show = useCallback((flag: Omit<Flag, 'id'> & { id?: string }) => {
    const id = flag.id ?? crypto.randomUUID();
    setFlags((shown) => [{ ...flag, id }, ...shown.filter((other) => other.id !== id)].slice(0, SHOWN_AT_ONCE));
  }, []);
  const value = useMemo(() => ({ show, close }), [show, close]);
  return (
    <FlagsContext.Provider value={value}>
      {children}
      <FlagStack flags={flags} onClose={close} />
    </FlagsContext.Provider>
  );
}
