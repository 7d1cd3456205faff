import { useRef, useState } from 'react';
import { FileButton } from '../../parts/file-button';
import { percent } from '../../parts/format';
import type { FileTrouble } from './file-text';
import { type FileTable, surveyFile } from './read-table';

type ChooseFileProps = {
  readonly isDisabled: boolean;
  readonly onChosen: (chosen: { readonly file: File; readonly table: FileTable | FileTrouble } | null) => void;
};

/** A file is read through once before anything is asked about it. */
export function ChooseFile({ isDisabled, onChosen }: ChooseFileProps) {
  const [name, setName] = useState('');
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
    <div className="choose-file">
      <FileButton
        label="File"
        isDisabled={isDisabled}
        onFile={(file) => {
          latest.current = file;
          setName(file.name);
          onChosen(null);
          setShare(0);
          void survey(file);
        }}
      />
      <bdi className="foreign">{name}</bdi>
      <span role="status" className="faint">
        {share === null ? '' : `It is being read: ${percent(share)} …`}
      </span>
    </div>
  );
}
