import { useAsk } from '../../parts/ask-context';
import { count } from '../../parts/format';
import type { SyncReport } from '../../../../src/contract/sync';
import { RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton } from '../../parts/skeleton';
import { Connection } from './connection';
import { Reports } from './reports';
import { UnknownValues } from './unknown-values';
import { useSync } from './use-sync';

/** What the Marketplace reports, and how far it was read. */
export function Sync() {
  const { report, read, change } = useSync(useAsk());
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
          </div>
          <div className="stack">
            <Connection connection={report.value.connection} canChange={report.value.canChange} />
            <Reports report={report.value} change={change} />
            <UnknownValues report={report.value} />
          </div>
        </>
      );
  }
}

function subtitle({ reports, canChange }: SyncReport): string {
  const rows = reports.reduce((sum, each) => sum + each.rows, 0);
  return `What the Marketplace reports, and how far it was read: ${count(rows)} rows.${
    canChange ? '' : ' Only an admin of this site can change anything here.'
  }`;
}
