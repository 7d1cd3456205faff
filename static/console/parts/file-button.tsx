import Button from '@atlaskit/button/new';
import { useRef } from 'react';

type FileButtonProps = {
  /** What the file is for, for those who come upon the input itself. */
  readonly label: string;
  readonly isPrimary?: boolean;
  readonly isLoading?: boolean;
  readonly isDisabled?: boolean;
  readonly onFile: (file: File) => void;
};

/** A button that lets one CSV or JSON file be chosen; the browser's own input is hidden behind it. */
export function FileButton({ label, isPrimary = false, isLoading = false, isDisabled = false, onFile }: FileButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={label}
        accept=".json,.csv,application/json,text/csv"
        disabled={isDisabled}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) onFile(file);
          // The same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <Button
        appearance={isPrimary ? 'primary' : 'default'}
        isLoading={isLoading}
        isDisabled={isDisabled}
        onClick={() => picker.current?.click()}
      >
        Choose a file
      </Button>
    </>
  );
}
