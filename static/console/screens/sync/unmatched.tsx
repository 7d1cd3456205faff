import Button from '@atlaskit/button/new';
import { useId, useMemo, useState } from 'react';
import type { UnmatchedKind, UnmatchedPage, UnmatchedRow } from '../../../../src/contract/sync';
import { useAsk } from '../../parts/ask-context';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { counted, day } from '../../parts/format';
import { RefusalMessage } from '../../parts/refusal-message';
import { saveCsv } from '../../parts/save-csv';
import { Skeleton } from '../../parts/skeleton';
import { useAnswer } from '../../parts/use-answer';
import { unmatchedWords } from './change-words';
import { exportUnmatched } from './export-unmatched';

const SIDES = {
  licences: {
    title: 'Licences without an app',
    meaning: 'Licences whose app was never heard of: nobody can say whether they are used.',
    none: 'Every licence has an app that reports.',
    fileName: 'tidemark-licences-without-app',
  },
  apps: {
    title: 'Apps without a licence',
    meaning: 'Installations that report and that no licence names: what they use belongs to nobody who pays.',
    none: 'Every app that reports has a licence.',
    fileName: 'tidemark-apps-without-licence',
  },
} as const;

/** The two sides of what was not brought together. */
export function Unmatched() {
  return (
    <>
      <Side kind="licences" />
      <Side kind="apps" />
    </>
  );
}

type Saving = { readonly kind: 'idle' } | { readonly kind: 'running' } | { readonly kind: 'told'; readonly words: string };

function Side({ kind }: { kind: UnmatchedKind }) {
  const headingId = useId();
  const ask = useAsk();
  // Where each page begins: the way back is the way there.
  const [starts, setStarts] = useState<readonly number[]>([0]);
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const afterId = starts.at(-1) ?? 0;
  const { loaded, retry } = useAnswer(
    ask,
    'unmatched',
    useMemo(() => ({ kind, afterId }), [kind, afterId]),
  );
  const { title, meaning, none, fileName } = SIDES[kind];
  const save = async (): Promise<void> => {
    setSaving({ kind: 'running' });
    const file = await exportUnmatched(ask, kind);
    if (file.kind === 'file') saveCsv(fileName, file.text);
    setSaving({ kind: 'told', words: file.kind === 'file' ? `${counted(file.rows, 'row')} in the file.` : file.refusal.message });
  };
  const isEmpty = loaded.kind === 'ready' && loaded.value.rows.length === 0 && starts.length === 1;
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term={title} meaning={meaning} />
        </h2>
        <div className="card-actions">
          <p role="status" className="faint">
            {saving.kind === 'told' ? saving.words : ''}
          </p>
          <Button
            spacing="compact"
            appearance="subtle"
            isDisabled={loaded.kind !== 'ready' || isEmpty}
            isLoading={saving.kind === 'running'}
            aria-label={`${title}: download as CSV`}
            onClick={() => void save()}
          >
            CSV
          </Button>
        </div>
      </div>
      {loaded.kind === 'refused' ? (
        <RefusalMessage refusal={loaded.refusal} onRetry={retry} />
      ) : loaded.kind === 'ready' ? (
        isEmpty ? (
          <p className="not-enough">{none}</p>
        ) : (
          <div className={loaded.refreshing ? 'refreshing' : undefined}>
            <DataTable caption={`${title}: list`} columns={columnsOf(kind)} rows={loaded.value.rows} rowKey={(row) => row.id} />
            <Pages
              title={title}
              page={loaded.value}
              starts={starts}
              onStarts={(next) => {
                setStarts(next);
              }}
            />
          </div>
        )
      ) : (
        <Skeleton height={240} />
      )}
    </section>
  );
}

type PagesProps = {
  readonly title: string;
  readonly page: UnmatchedPage;
  readonly starts: readonly number[];
  readonly onStarts: (starts: readonly number[]) => void;
};

function Pages({ title, page: { nextAfterId }, starts, onStarts }: PagesProps) {
  if (starts.length === 1 && nextAfterId === null) return null;
  return (
    <nav className="pager" aria-label={`Pages of ${title}`}>
      <span aria-live="polite">Page {starts.length}</span>
      <Button
        spacing="compact"
        isDisabled={starts.length === 1}
        onClick={() => {
          onStarts(starts.slice(0, -1));
        }}
      >
        Previous
      </Button>
      <Button
        spacing="compact"
        isDisabled={nextAfterId === null}
        onClick={() => {
          if (nextAfterId !== null) onStarts([...starts, nextAfterId]);
        }}
      >
        Next
      </Button>
    </nav>
  );
}

const columnsOf = (kind: UnmatchedKind): readonly Column<UnmatchedRow>[] => [
  kind === 'licences'
    ? {
        heading: 'Company',
        width: '22%',
        isRowHeading: true,
        cell: (row) => <bdi className="foreign">{row.company ?? 'Without a name'}</bdi>,
      }
    : { heading: 'Site', width: '22%', isRowHeading: true, cell: (row) => <bdi className="foreign">{row.cloudId ?? 'Unknown'}</bdi> },
  { heading: 'Entitlement', cell: (row) => <bdi className="foreign">{row.entitlementNumber ?? '–'}</bdi> },
  { heading: 'App', cell: (row) => <bdi className="foreign">{row.appKey}</bdi> },
  ...(kind === 'licences'
    ? [{ heading: 'Site', cell: (row: UnmatchedRow) => <bdi className="foreign">{row.cloudId ?? '–'}</bdi> }]
    : [{ heading: 'Last heard of', cell: (row: UnmatchedRow) => (row.lastDay === null ? '–' : day(row.lastDay)) }]),
  { heading: 'Likely reason', width: '36%', cell: (row) => unmatchedWords[row.reason] },
];
