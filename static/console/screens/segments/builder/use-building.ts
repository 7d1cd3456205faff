import { useEffect, useId, useMemo, useRef } from 'react';
import type { Problem } from '../../../../../src/segments/problem';
import type { Asked, Building } from './builder-context';
import type { Known } from './draft-problems';
import { GroupEditor } from './group-editor';

/** What the parts of the builder share; gives the focus to what was added, once it is there. Keep `asked` stable. */
export function useBuildingOf(known: Known, problems: readonly Problem[], today: string, asked: Asked): Building {
  const base = useId();
  const next = useRef<string | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    const element = document.getElementById(next.current);
    next.current = null;
    element?.focus();
  });
  return useMemo(
    () => ({
      ...asked,
      known,
      problems,
      today,
      idOf: (path: string) => `${base}-${path}`,
      focusNext: (id: string) => {
        next.current = id;
      },
      Whole: GroupEditor,
    }),
    [known, problems, today, base, asked],
  );
}
