import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { CatalogueAnswer } from '../../../../src/contract/profiles';
import { SubjectKind } from '../../../../src/segments/value';
import { useAsk } from '../../parts/ask-context';
import { Choice } from '../../parts/choice';
import { count, counted } from '../../parts/format';
import { ChooseFile } from './choose-file';
import { ExportProfiles } from './export-view';
import type { FileTrouble } from './file-text';
import { ImportResult } from './import-result';
import { type ColumnUse, guessedUses, missingUse } from './import-rows';
import { importNotesIn } from './kept-import';
import { KeptImportNote } from './kept-import-note';
import { Mapping } from './mapping';
import { type FileTable, MAX_ROWS } from './read-table';
import { type ImportFigures, type ImportFrom, useProfileImport } from './use-profile-import';
import { KIND_WORDS } from './words';

const KINDS = SubjectKind.options.map((value) => ({ value, label: KIND_WORDS[value].title }));
const notes = importNotesIn(() => localStorage);
type Chosen = { readonly file: File; readonly table: FileTable | FileTrouble };

/** Properties out of a file, and into one. */
export function ImportView({ answer, onImported }: { answer: CatalogueAnswer; onImported: () => void }) {
  const [kind, setKind] = useState<SubjectKind>('account');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [uses, setUses] = useState<readonly ColumnUse[]>([]);
  const { importing, start, pause, forget } = useProfileImport(useAsk(), notes);
  const isRunning = importing.kind === 'running';
  const choose = (next: Chosen | null, of: SubjectKind): void => {
    forget();
    setChosen(next);
    setUses(next === null || 'problem' in next.table ? [] : guessedUses(next.table.columns, of, answer.properties));
  };
  const table = chosen === null || 'problem' in chosen.table ? null : chosen.table;
  const missing = table === null ? null : missingUse(uses, kind);
  const run = async (isTrial: boolean, from?: ImportFrom | ImportFigures): Promise<void> => {
    if (table === null || chosen === null) return;
    await start({ file: chosen.file, rows: table.rows, uses, kind, isTrial }, from);
    if (!isTrial) onImported();
  };
  return (
    <div className="stack">
      <div className="import-head">
        <Choice<SubjectKind>
          label="Kind"
          options={KINDS}
          value={kind}
          onChange={(next) => {
            setKind(next);
            choose(chosen, next);
          }}
        />
        <ExportProfiles kind={kind} properties={answer.properties} />
      </div>
      {answer.canChange ? (
        <>
          <p>
            A file has a row for each of the {KIND_WORDS[kind].many} and a column that names them: {nameWords(kind)}. They must be known
            already; an import sets properties, it makes nobody. CSV with the names of columns in its first line, or a JSON list of objects;
            UTF-8, at most {count(MAX_ROWS)} rows. An empty cell leaves what is there.
          </p>
          <ChooseFile isDisabled={isRunning} onChosen={(next) => choose(next, kind)} />
          {chosen !== null && 'problem' in chosen.table ? (
            <p role="alert" className="target-trouble">
              Line {count(chosen.table.line)}: {chosen.table.problem}
            </p>
          ) : null}
          {importing.kind === 'idle' ? (
            <KeptImportNote
              notes={notes}
              today={answer.asOfDay}
              isMissing={missing !== null}
              file={table === null || chosen === null ? null : chosen.file}
              kind={kind}
              onGoOn={(from) => void run(false, from)}
            />
          ) : null}
          {table === null ? null : (
            <>
              <Mapping table={table} kind={kind} uses={uses} properties={answer.properties} isDisabled={isRunning} onUses={setUses} />
              <p className="import-actions">
                <Button isDisabled={missing !== null || isRunning} onClick={() => void run(true)}>
                  Try it
                </Button>
                <Button appearance="primary" isDisabled={missing !== null || isRunning} onClick={() => void run(false)}>
                  Import {counted(table.rows, 'row')}
                </Button>
                {isRunning ? <Button onClick={pause}>Pause</Button> : null}
                {importing.kind === 'paused' ? (
                  <Button isDisabled={missing !== null} onClick={() => void run(importing.figures.isTrial, importing.figures)}>
                    Go on
                  </Button>
                ) : null}
                <span role="status" className="faint">
                  {missing ?? 'A trial tells what would change, and changes nothing.'}
                </span>
              </p>
            </>
          )}
          <ImportResult importing={importing} />
        </>
      ) : (
        <p className="faint">Only an admin of this site can import.</p>
      )}
    </div>
  );
}

function nameWords(kind: SubjectKind): string {
  switch (kind) {
    case 'account':
      return 'the entitlement number or its id';
    case 'user':
      return 'the id that the app’s calls name them by';
    case 'membership':
      return 'one for the account (entitlement number or id), and one for the user (the id that the app’s calls name them by)';
  }
}
