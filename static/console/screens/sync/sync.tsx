import { useCallback } from 'react';
import type { SyncReport } from '../../../../src/contract/sync';
import { useAsk } from '../../parts/ask-context';
import { Choice } from '../../parts/choice';
import { count } from '../../parts/format';
import { RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton } from '../../parts/skeleton';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { Aside } from './aside';
import { Changes } from './changes';
import { Connection } from './connection';
import { Import } from './import';
import { DEFAULT_QUERY, readQuery, type SyncQuery, type SyncView, writeQuery } from './query';
import { Reports } from './reports';
import { UnknownValues } from './unknown-values';
import { Unmatched } from './unmatched';
import { type MakeChange, useSync } from './use-sync';

const VIEWS = [
  { value: 'reports', label: 'Reports' },
  { value: 'changes', label: 'Change log' },
  { value: 'aside', label: 'Set aside' },
  { value: 'unmatched', label: 'Unmatched' },
  { value: 'import', label: 'Import' },
] as const;

/** What the Marketplace reports, how far it was read, and what became of it. */
export function Sync() {
  const { report, read, change } = useSync(useAsk());
  const query = readQuery(usePlace().params);
  const replaceParams = useReplaceParams('sync');
  const setQuery = useCallback(
    (next: SyncQuery) => {
      replaceParams(writeQuery(next));
    },
    [replaceParams],
  );
  switch (report.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Sync" />;
    case 'refused':
      return <RefusedScreen title="Sync" refusal={report.refusal} onRetry={() => void read()} />;
    case 'ready':
      return (
        <>
          <div className="page-head">
            <div>
              <h1>Sync</h1>
              <p className="page-sub">{subtitle(report.value)}</p>
            </div>
            <Choice<SyncView>
              label="View"
              options={VIEWS}
              value={query.view}
              onChange={(view) => {
                setQuery({ ...DEFAULT_QUERY, view });
              }}
            />
          </div>
          <div className="stack">
            <View report={report.value} query={query} onQuery={setQuery} change={change} read={read} />
          </div>
        </>
      );
  }
}

type ViewProps = {
  readonly report: SyncReport;
  readonly query: SyncQuery;
  readonly onQuery: (query: SyncQuery) => void;
  readonly change: MakeChange;
  readonly read: () => Promise<void>;
};

function View({ report, query, onQuery, change, read }: ViewProps) {
  switch (query.view) {
    case 'reports':
      return (
        <>
          <Connection connection={report.connection} canChange={report.canChange} />
          <Reports report={report} change={change} />
          <UnknownValues report={report} />
        </>
      );
    case 'changes':
      return <Changes report={report} query={query} onQuery={onQuery} />;
    case 'aside':
      return <Aside report={report} query={query} onQuery={onQuery} />;
    case 'unmatched':
      return <Unmatched />;
    case 'import':
      return <Import report={report} onStored={() => void read()} />;
  }
}

function subtitle({ reports, canChange }: SyncReport): string {
  const rows = reports.reduce((sum, each) => sum + each.rows, 0);
  return `What the Marketplace reports, and how far it was read: ${count(rows)} rows.${
    canChange ? '' : ' Only an admin of this site can change anything here.'
  }`;
}
