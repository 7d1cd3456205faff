import { useState } from 'react';
import { useFlags } from '../flags/flags';

/** Runs one thing at a time and says how it ended: a flag for success when it has a title, always one for failure. */
export function useAct(): { busy: boolean; act: (work: () => Promise<unknown>, done?: string) => void } {
  const { show } = useFlags();
  const [busy, setBusy] = useState(false);
  const act = (work: () => Promise<unknown>, done?: string) => {
    setBusy(true);
    work()
      .then(
        () => {
          if (done !== undefined) show({ title: done, type: 'success' });
        },
        (cause: unknown) => {
          show({ title: 'That did not work', description: cause instanceof Error ? cause.message : String(cause), type: 'error' });
        },
      )
      .finally(() => {
        setBusy(false);
      });
  };
  return { busy, act };
}
