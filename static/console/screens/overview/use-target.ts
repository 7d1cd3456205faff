import { useState } from 'react';
import type { Tile } from '../../../../src/contract/overview';
import type { Ask } from '../../parts/ask';
import { readFigure } from './figures';
import { outcomeWords } from './target-words';

export type TargetSaving = { readonly isBusy: boolean; readonly trouble: string };

/** Sets and removes the target of one figure. `onDone`: something was changed. */
export function useTarget(ask: Ask, { name, unit }: Pick<Tile, 'name' | 'unit'>, onDone: () => void) {
  const [saving, setSaving] = useState<TargetSaving>({ isBusy: false, trouble: '' });
  const trouble = (words: string): void => {
    setSaving({ isBusy: false, trouble: words });
  };
  return {
    saving,
    save: async (typed: string, byDay: string): Promise<void> => {
      const value = readFigure(unit, typed);
      if (value === null) {
        trouble(unit === 'count' ? 'The value is a whole number, like 1200.' : 'The value is a number, like 62.5.');
        return;
      }
      if (!/^\d{4}-\d{2}-\d{2}$/.test(byDay)) {
        trouble(outcomeWords.past);
        return;
      }
      setSaving({ isBusy: true, trouble: '' });
      const answer = await ask('setTarget', { tile: name, value, byDay });
      if (!answer.ok) trouble(answer.message);
      else if (answer.value.outcome !== 'saved') trouble(outcomeWords[answer.value.outcome]);
      else onDone();
    },
    remove: async (): Promise<void> => {
      setSaving({ isBusy: true, trouble: '' });
      const answer = await ask('removeTarget', { tile: name });
      if (answer.ok) onDone();
      else trouble(answer.message);
    },
  };
}
