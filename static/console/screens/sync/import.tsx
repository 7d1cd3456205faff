import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useId, useState } from 'react';
import type { ImportReport, SyncReport } from '../../../../src/contract/sync';
import { useAsk } from '../../parts/ask-context';
import { Choice } from '../../parts/choice';
import { FileButton } from '../../parts/file-button';
import { count, counted } from '../../parts/format';
import { type ImportFigures, type Importing, useImport } from './use-import';

const REPORTS = [
  { value: 'licences', label: 'Licences' },
  { value: 'transactions', label: 'Transactions' },
] as const;

/** For who gives no token: files that were exported by hand, through the same pipeline, with the same result. */
export function Import({ report, onStored }: { report: SyncReport; onStored: () => void }) {
  const headingId = useId();
  const [chosen, setChosen] = useState<ImportReport>('licences');
  const { importing, start, stop } = useImport(useAsk(), onStored);
  const isRunning = importing.kind === 'running';
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>Import a file</h2>
      </div>
      <div className="prose">
        <p>
          Export licences or transactions in the partner portal, as JSON or CSV, and bring the file in here. Rows that are stored already
          and have not changed count once, however often they come. A file never says that a row is gone.
        </p>
      </div>
      {report.canChange ? (
        <div className="import-form">
          <Choice<ImportReport> label="What the file holds" options={REPORTS} value={chosen} onChange={setChosen} />
          <FileButton label="File to import" isPrimary isLoading={isRunning} onFile={(file) => void start(chosen, file)} />
          {isRunning ? <Button onClick={stop}>Stop</Button> : null}
        </div>
      ) : (
        <p className="import-form faint">Only admins of this site can import files.</p>
      )}
      <div role="status">
        <Outcome importing={importing} />
      </div>
    </section>
  );
}

function Outcome({ importing }: { importing: Importing }) {
  switch (importing.kind) {
    case 'idle':
      return null;
    case 'running': {
      const { fileName, sent, rows } = importing.figures;
      return (
        <div className="import-progress">
          <progress max={Math.max(1, rows)} value={sent} aria-label="Rows sent" />
          <span>
            <bdi className="foreign">{fileName}</bdi>: {rows === 0 ? 'reading the file…' : `${count(sent)} of ${counted(rows, 'row')}`}
          </span>
        </div>
      );
    }
    case 'wrong-file':
      return (
        <div className="import-outcome">
          <SectionMessage appearance="error" title="This file cannot be imported">
            <p>
              <bdi className="foreign">{importing.fileName}</bdi>, {importing.unit} {count(importing.line)}: {importing.problem} Nothing was
              stored.
            </p>
          </SectionMessage>
        </div>
      );
    case 'done':
      return (
        <div className="import-outcome">
          <SectionMessage
            appearance={importing.stoppedBy === null ? 'success' : 'warning'}
            title={importing.stoppedBy === null ? 'The file is in' : 'Not the whole file is in'}
          >
            {importing.stoppedBy === null ? null : (
              <p>{importing.stoppedBy} What came in before stays. Bring the whole file again when that is mended: nothing counts twice.</p>
            )}
            <Figures figures={importing.figures} />
          </SectionMessage>
        </div>
      );
  }
}

function Figures({ figures: { fileName, read, changed, aside, asideTotal, unit } }: { figures: ImportFigures }) {
  return (
    <>
      <p>
        <bdi className="foreign">{fileName}</bdi>: {counted(read, 'row')} read, {count(changed)} new or changed, {count(asideTotal)} set
        aside.
      </p>
      {aside.length === 0 ? null : (
        <ul className="import-aside">
          {aside.map(({ line, problem }) => (
            <li key={line}>
              {unit === 'line' ? 'Line' : 'Row'} {count(line)}: {problem}
            </li>
          ))}
          {asideTotal > aside.length ? <li>And {count(asideTotal - aside.length)} more: see Set aside.</li> : null}
        </ul>
      )}
    </>
  );
}
