import { useCallback, useRef, useState } from 'react';
import type { PropertyType, SubjectKind } from '../../../../src/segments/value';
import type { Ask } from '../../parts/ask';
import type { Aside, ColumnUse, Prepared } from './import-rows';

const MAX_NAMED = 100;

/** `sent` of `rows` so far. */
export type ImportFigures = {
  readonly isTrial: boolean;
  readonly rows: number;
  readonly sent: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly aside: readonly Aside[];
  readonly asideTotal: number;
};
export type ProfileImporting =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly figures: ImportFigures }
  /** `stoppedBy`: in words, why it is not the whole file. */
  | { readonly kind: 'done'; readonly figures: ImportFigures; readonly stoppedBy: string | null };

/** Sends prepared rows piece by piece; a trial changes nothing. What was stored stays when it is broken off: sent again, it is unchanged. */
export function useProfileImport(ask: Ask) {
  const [importing, setImporting] = useState<ProfileImporting>({ kind: 'idle' });
  const stops = useRef(0);
  const start = useCallback(
    async (prepared: Prepared, uses: readonly ColumnUse[], kind: SubjectKind, isTrial: boolean): Promise<void> => {
      const before = stops.current;
      const properties = uses.flatMap((use): { key: string; type: PropertyType }[] =>
        use.use === 'property' ? [{ key: use.key.trim(), type: use.type }] : [],
      );
      let figures: ImportFigures = {
        isTrial,
        rows: prepared.rows,
        sent: 0,
        changed: 0,
        unchanged: 0,
        aside: prepared.aside.slice(0, MAX_NAMED),
        asideTotal: prepared.aside.length,
      };
      let stoppedBy: string | null = null;
      for (const rows of prepared.pieces) {
        setImporting({ kind: 'running', figures });
        if (stops.current !== before) {
          stoppedBy = 'You stopped it.';
          break;
        }
        const answer = await ask('importProfiles', { kind, properties, rows: [...rows], isTrial });
        if (!answer.ok || 'problem' in answer.value) {
          stoppedBy = answer.ok ? ('problem' in answer.value ? answer.value.problem : null) : answer.message;
          break;
        }
        const { changed, unchanged, aside } = answer.value;
        figures = {
          ...figures,
          sent: figures.sent + rows.length,
          changed: figures.changed + changed,
          unchanged: figures.unchanged + unchanged,
          aside: [...figures.aside, ...aside].slice(0, MAX_NAMED),
          asideTotal: figures.asideTotal + aside.length,
        };
      }
      setImporting({ kind: 'done', figures, stoppedBy });
    },
    [ask],
  );
  const stop = useCallback(() => {
    stops.current += 1;
  }, []);
  const forget = useCallback(() => {
    setImporting({ kind: 'idle' });
  }, []);
  return { importing, start, stop, forget };
}
