import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { type CsvColumn, csvFile } from '../../parts/csv';
import { counted } from '../../parts/format';
import { saveCsv } from '../../parts/save-csv';

type SaveAllProps<Row> = {
  readonly title: string;
  readonly fileName: string;
  readonly columns: readonly CsvColumn<Row>[];
  readonly isDisabled: boolean;
  readonly read: () => Promise<readonly Row[] | string>;
};

/** Saves a whole list as a file, not only the page that is shown. */
export function SaveAll<Row>({ title, fileName, columns, isDisabled, read }: SaveAllProps<Row>) {
  const [state, setState] = useState<{ readonly isRunning: boolean; readonly words: string }>({ isRunning: false, words: '' });
  const save = async (): Promise<void> => {
    setState({ isRunning: true, words: '' });
    const rows = await read();
    if (typeof rows !== 'string') saveCsv(fileName, csvFile(columns, rows));
    setState({ isRunning: false, words: typeof rows === 'string' ? rows : `Saved ${counted(rows.length, 'row')}.` });
  };
  return (
    <>
      <span role="status" className="export-state">
        {state.words}
      </span>
      <Button
        spacing="compact"
        appearance="subtle"
        isDisabled={isDisabled}
        isLoading={state.isRunning}
        aria-label={`${title}: download as CSV`}
        onClick={() => void save()}
      >
        CSV
      </Button>
    </>
  );
}
