import { useId, useState } from 'react';

/** Saving what a dialog holds: it closes when that went well, and otherwise shows why not. */
export function useSaving(save: () => Promise<string | null>, onClose: () => void) {
  const troubleId = useId();
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    setBusy(true);
    const refused = await save();
    setBusy(false);
    if (refused === null) onClose();
    else setTrouble(refused);
  };
  return { isBusy, trouble, troubleId, submit };
}
export type Saving = ReturnType<typeof useSaving>;
