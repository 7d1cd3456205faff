import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { AccountsPage, AccountSort } from '../../../../src/contract/console';
import { useAsk } from '../../parts/ask-context';
import { DataTable } from '../../parts/data-table';
import { count, counted } from '../../parts/format';
import { Pager } from '../../parts/pager';
import { RefusalMessage } from '../../parts/refusal-message';
import { saveCsv } from '../../parts/save-csv';
import { SearchField } from '../../parts/search-field';
import { Skeleton } from '../../parts/skeleton';
import type { Loaded } from '../../parts/use-answer';
import { accountColumns } from './account-columns';
import { exportAccounts } from './export-accounts';
import { filteredBy, type OverviewQuery, sortedBy } from './query';
import { type AccountsInput, PAGE_SIZE } from './use-overview';
import { standingWords } from './words';

type AccountsProps = {
  readonly accounts: Loaded<AccountsPage>;
  readonly listed: AccountsInput;
  readonly query: OverviewQuery;
  readonly search: string;
  readonly asOfDay: string;
  readonly onQuery: (query: OverviewQuery) => void;
  readonly onSearch: (search: string) => void;
  readonly onRetry: () => void;
};

export function Accounts({ accounts, listed, query, search, asOfDay, onQuery, onSearch, onRetry }: AccountsProps) {
  const headingId = useId();
  const total = accounts.kind === 'ready' ? accounts.value.total : null;
  return (
    <section className="card" aria-labelledby={headingId} id="accounts">
      <div className="card-head">
        <h2 id={headingId}>Accounts {total === null ? null : <span className="card-count">{count(total)}</span>}</h2>
        <div className="card-actions">
          {query.standing === null ? null : (
            <button
              type="button"
              className="filter"
              onClick={() => {
                onQuery(filteredBy(query, null));
              }}
            >
              {standingWords[query.standing].term}
              <span aria-hidden="true"> ×</span>
              <span className="unseen">, remove this filter</span>
            </button>
          )}
          <SearchField label="Search companies" value={search} onSearch={onSearch} />
          <ExportButton listed={listed} total={total} fileName={`tidemark-accounts-${asOfDay}`} />
        </div>
      </div>
      <List accounts={accounts} query={query} search={search} onQuery={onQuery} onRetry={onRetry} />
    </section>
  );
}

type ListProps = Pick<AccountsProps, 'accounts' | 'query' | 'search' | 'onQuery' | 'onRetry'>;

function List({ accounts, query, search, onQuery, onRetry }: ListProps) {
  switch (accounts.kind) {
    case 'idle':
    case 'loading':
      return <Skeleton height={400} />;
    case 'refused':
      return <RefusalMessage refusal={accounts.refusal} onRetry={onRetry} />;
    case 'ready': {
      const { rows, total } = accounts.value;
      if (total === 0) return <p className="not-enough">{emptyWords(query, search)}</p>;
      if (rows.length === 0) {
        return (
          <div className="not-enough">
            <p>This page is past the end of the list.</p>
            <Button
              onClick={() => {
                onQuery({ ...query, page: 0 });
              }}
            >
              Show the first page
            </Button>
          </div>
        );
      }
      return (
        <div className={accounts.refreshing ? 'refreshing' : undefined}>
          <DataTable
            caption="Accounts"
            columns={accountColumns}
            rows={rows}
            rowKey={(row) => row.accountId}
            isBusy={accounts.refreshing}
            sorting={{
              by: query.sort,
              descending: query.descending,
              onSort: (by: AccountSort) => {
                onQuery(sortedBy(query, by));
              },
            }}
          />
          <Pager
            things="accounts"
            page={query.page}
            pageSize={PAGE_SIZE}
            total={total}
            onPage={(page) => {
              onQuery({ ...query, page });
            }}
          />
        </div>
      );
    }
  }
}

function emptyWords(query: OverviewQuery, search: string): string {
  if (search !== '') return 'No company has a word that starts with this. Clear the search to see all accounts.';
  if (query.standing !== null) return `No account is “${standingWords[query.standing].term}” now.`;
  return 'No accounts yet. They appear after the first licence sync, or when an install of the app first reports.';
}

function ExportButton({ listed, total, fileName }: { listed: AccountsInput; total: number | null; fileName: string }) {
  const ask = useAsk();
  const [state, setState] = useState<{ kind: 'idle' } | { kind: 'running'; done: number; total: number } | { kind: 'done'; text: string }>({
    kind: 'idle',
  });
  const run = async (): Promise<void> => {
    setState({ kind: 'running', done: 0, total: total ?? 0 });
    const outcome = await exportAccounts(ask, listed, (done, all) => {
      setState({ kind: 'running', done, total: all });
    });
    if (outcome.kind === 'file') saveCsv(fileName, outcome.text);
    setState({
      kind: 'done',
      text: outcome.kind === 'file' ? `Downloaded ${counted(outcome.accounts, 'account')}` : `Not downloaded: ${outcome.refusal.message}`,
    });
  };
  const running = state.kind === 'running';
  return (
    <>
      <span className="export-state" role="status">
        {running ? `${count(state.done)} of ${count(state.total)}…` : state.kind === 'done' ? state.text : ''}
      </span>
      <Button
        appearance="default"
        isLoading={running}
        isDisabled={total === null || total === 0}
        aria-label="Export CSV of all listed accounts"
        onClick={() => void run()}
      >
        Export CSV
      </Button>
    </>
  );
}
