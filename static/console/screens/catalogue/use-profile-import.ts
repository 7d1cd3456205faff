import { useCallback, useEffect, useRef, useState } from 'react';
import type { ImportRow } from '../../../../src/contract/profile-files';
import type { PropertyType, SubjectKind } from '../../../../src/segments/value';
import type { Ask } from '../../parts/ask';
import type { TextFile } from './file-text';
import { type Aside, type ColumnUse, rowPreparer } from './import-rows';
import type { ImportNotes } from './kept-import';
import { readRows } from './read-table';

const MAX_NAMED = 100;

/** `read` of the `rows` of the file were sent or stayed out so far, up to the line `throughLine`. */
export type ImportFigures = {
  readonly isTrial: boolean;
  readonly rows: number;
  readonly read: number;
  readonly throughLine: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly aside: readonly Aside[];
  readonly asideTotal: number;
};
export type ProfileImporting =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly figures: ImportFigures }
  /** `why`, in words, it is not the whole file: it goes on where it stands. */
  | { readonly kind: 'paused'; readonly figures: ImportFigures; readonly why: string }
  | { readonly kind: 'done'; readonly figures: ImportFigures };

/** What is sent: a file whose columns have their uses. */
export type ImportOf = {
  readonly file: TextFile;
  readonly rows: number;
  readonly uses: readonly ColumnUse[];
  readonly kind: SubjectKind;
  readonly isTrial: boolean;
};
/** Where it begins: at the first row, or behind what an earlier run has sent. */
export type ImportFrom = Pick<ImportFigures, 'read' | 'throughLine'>;
const BEGINNING: ImportFrom = { read: 0, throughLine: 0 };

export const newFigures = ({ isTrial, rows }: Pick<ImportOf, 'isTrial' | 'rows'>, from: ImportFrom): ImportFigures => ({
  isTrial,
  rows,
  ...from,
  changed: 0,
  unchanged: 0,
  aside: [],
  asideTotal: 0,
});

/**
 * Reads a file and sends it piece by piece; a trial changes nothing. Of the file only one piece is held. What was stored stays when it is broken
 * off: sent again, it is unchanged. `tell` hears how far it is, `isStopped` is asked before each piece. Returns why it is not the whole file.
 */
export async function sendFile(
  ask: Ask,
  { file, uses, kind, isTrial }: ImportOf,
  begun: ImportFigures,
  { tell, isStopped }: { readonly tell: (figures: ImportFigures) => void; readonly isStopped: () => boolean },
): Promise<string | null> {
  const properties = uses.flatMap((use): { key: string; type: PropertyType }[] =>
    use.use === 'property' ? [{ key: use.key.trim(), type: use.type }] : [],
  );
  const preparer = rowPreparer(uses, kind);
  let figures = begun;
  let why: string | null = null;
  /** Rows that are done with, those among them that an earlier run sent. */
  let read = 0;
  const leftOut = (aside: readonly Aside[]): void => {
    const news = aside.filter(({ line }) => line > begun.throughLine);
    const named = [...figures.aside, ...news].sort((a, b) => a.line - b.line).slice(0, MAX_NAMED);
    figures = { ...figures, aside: named, asideTotal: figures.asideTotal + news.length };
  };
  const send = async (piece: readonly ImportRow[]): Promise<boolean> => {
    read += piece.length;
    const rows = piece.filter(({ line }) => line > begun.throughLine);
    const last = rows.at(-1);
    if (last === undefined) return true;
    if (isStopped()) {
      why = 'You paused it.';
      return false;
    }
    const answer = await ask('importProfiles', { kind, properties, rows, isTrial });
    if (!answer.ok || 'problem' in answer.value) {
      why = answer.ok ? ('problem' in answer.value ? answer.value.problem : '') : answer.message;
      return false;
    }
    const { changed, unchanged, aside } = answer.value;
    leftOut(aside);
    figures = {
      ...figures,
      read: Math.max(figures.read, read),
      throughLine: last.line,
      changed: figures.changed + changed,
      unchanged: figures.unchanged + unchanged,
    };
    tell(figures);
    return true;
  };
  const end = await readRows(file, async (rows) => {
    const { pieces, aside } = preparer.take(rows);
    leftOut(aside);
    read += aside.length;
    for (const piece of pieces) if (!(await send(piece))) return false;
    return true;
  });
  if (end !== null && end !== 'enough') return `Line ${String(end.line)}: ${end.problem}`;
  if (end === 'enough' || !(await send(preparer.end()))) return why;
  tell({ ...figures, read });
  return null;
}

/** An import that can be paused, and be gone on with after the tab was closed. */
export function useProfileImport(ask: Ask, notes: ImportNotes, clock: () => number = Date.now) {
  const [importing, setImporting] = useState<ProfileImporting>({ kind: 'idle' });
  const stops = useRef(0);
  const start = useCallback(
    async (what: ImportOf, from: ImportFrom | ImportFigures = BEGINNING): Promise<void> => {
      const before = stops.current;
      let figures: ImportFigures = 'aside' in from ? from : newFigures(what, from);
      const tell = (next: ImportFigures): void => {
        figures = next;
        setImporting({ kind: 'running', figures });
        const { name, size, lastModified } = what.file;
        const { rows, read, throughLine } = next;
        if (!what.isTrial)
          notes.keep({ file: { name, size, lastModified }, kind: what.kind, rows, read, throughLine, at: new Date(clock()).toISOString() });
      };
      setImporting({ kind: 'running', figures });
      const why = await sendFile(ask, what, figures, { tell, isStopped: () => stops.current !== before });
      if (why === null && !what.isTrial) notes.forget();
      setImporting(why === null ? { kind: 'done', figures } : { kind: 'paused', figures, why });
    },
    [ask, notes, clock],
  );
  const isRunning = importing.kind === 'running';
  useEffect(() => {
    if (!isRunning) return undefined;
    // The browser asks whether to leave; who leaves all the same finds how far it came.
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isRunning]);
  const pause = useCallback(() => {
    stops.current += 1;
  }, []);
  const forget = useCallback(() => {
    stops.current += 1;
    setImporting({ kind: 'idle' });
  }, []);
  return { importing, start, pause, forget };
}
