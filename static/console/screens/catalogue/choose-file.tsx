import { useId, useRef, useState } from 'react';
import { percent } from '../../parts/format';
import type { FileTrouble } from './file-text';
import { type FileTable, surveyFile } from './read-table';

type ChooseFileProps = {
  readonly isDisabled: boolean;
  readonly onChosen: (chosen: { readonly file: File; readonly table: FileTable | FileTrouble } | null) => void;
};

/** A file is read through once before anything is asked about it. */
export function ChooseFile({ isDisabled, onChosen }: ChooseFileProps) {
  const id = useId();
  const [share, setShare] = useState<number | null>(null);
  /** The one that was chosen last: whatever was said of another comes too late. */
  const latest = useRef<File | null>(null);
  const survey = async (file: File): Promise<void> => {
    const isLatest = (): boolean => latest.current === file;
    const table = await surveyFile(file, (read) => {
      if (isLatest()) setShare(read);
    });
    if (!isLatest()) return;
    setShare(null);
    onChosen({ file, table });
  };
  return (
    <div>
      <label htmlFor={id} className="unseen">
        File
      </label>
      <input
        id={id}
        type="file"
        accept=".csv,.json,text/csv,application/json"
        disabled={isDisabled}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0] ?? null;
          latest.current = file;
          onChosen(null);
          setShare(file === null ? null : 0);
          if (file !== null) void survey(file);
        }}
      />
      <span role="status" className="faint">
        {share === null ? '' : ` It is being read: ${percent(share)} …`}
      </span>
    </div>
  );
}
