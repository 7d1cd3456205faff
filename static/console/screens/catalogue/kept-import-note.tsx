import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { SubjectKind } from '../../../../src/segments/value';
import { count, counted, instant } from '../../parts/format';
import { type ImportNotes, isSameFile } from './kept-import';
import type { ImportFrom } from './use-profile-import';
import { KIND_WORDS } from './words';

type KeptImportNoteProps = {
  readonly notes: ImportNotes;
  readonly today: string;
  readonly file: File | null;
  readonly kind: SubjectKind;
  readonly isMissing: boolean;
  readonly onGoOn: (from: ImportFrom) => void;
};

/** An import that this browser began and did not end, because the tab was closed in the middle of it. */
export function KeptImportNote({ notes, today, file, kind, isMissing, onGoOn }: KeptImportNoteProps) {
  const [kept, setKept] = useState(() => notes.read());
  if (kept === null) return null;
  const isHere = file !== null && isSameFile(kept, file) && kept.kind === kind;
  return (
    <div role="note" className="import-result">
      <p>
        An import of {KIND_WORDS[kept.kind].many} from <bdi>{kept.file.name}</bdi> broke off ({instant(kept.at, today)}) after{' '}
        {count(kept.read)} of {counted(kept.rows, 'row')}. What was imported until then is in.{' '}
        {isHere ? '' : 'To go on, choose the same file and kind.'}
      </p>
      <p className="import-actions">
        {isHere ? (
          <Button isDisabled={isMissing} onClick={() => onGoOn({ read: kept.read, throughLine: kept.throughLine })}>
            Go on after line {count(kept.throughLine)}
          </Button>
        ) : null}
        <Button
          onClick={() => {
            notes.forget();
            setKept(null);
          }}
        >
          Forget it
        </Button>
      </p>
    </div>
  );
}
