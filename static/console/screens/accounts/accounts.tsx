import { useCallback, useMemo, useState } from 'react';
import type { AccountSort } from '../../../../src/contract/accounts';
import { Standing } from '../../../../src/contract/standing';
import { isFiltering, useAccountFilter } from '../../parts/account-filter';
import { useAsk } from '../../parts/ask-context';
import { count, counted, roundMoney } from '../../parts/format';
import { lastValue } from '../../parts/kept-answers';
import { LongTable } from '../../parts/long-table';
import { RefusalMessage, RefusedScreen } from '../../parts/refusal-message';
import { SearchField } from '../../parts/search-field';
import { SelectField } from '../../parts/select-field';
import { ScreenSkeleton } from '../../parts/skeleton';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { usePages } from '../../parts/use-pages';
import { standingWords } from '../overview/words';
import { accountColumns, OPTIONAL_HEADINGS } from './account-columns';
import { ColumnPicker } from './column-picker';
import { ExportButton } from './export-button';
import { accountsInput, type AccountsQuery, PAGE_SIZE, readQuery, sortedBy, writeQuery } from './query';
import { SavedViews } from './saved-views';
import { ScoreFilter } from './score-filter';

const STANDINGS = Standing.options.map((value) => ({ value, label: standingWords[value].term }));

/** Every account, as many as there are: sorted, filtered and searched by the app, loaded while one scrolls. */
export function Accounts() {
  const ask = useAsk();
  const place = usePlace();
  const replaceParams = useReplaceParams('accounts');
  const [search, setSearch] = useState('');
  const address = place.params.toString();
  const query = useMemo(() => readQuery(new URLSearchParams(address)), [address]);
  const filter = useAccountFilter(place.params);
  const { standing, sort, descending, score } = query;
  const input = useMemo(
    () => accountsInput({ standing, filter, sort, descending, score, hidden: [], added: [] }, search),
    [standing, filter, sort, descending, score, search],
  );
  const askPage = useCallback((page: number) => ask('accounts', { ...input, page, pageSize: PAGE_SIZE }), [ask, input]);
  const kept = useMemo(() => lastValue(ask, 'accounts', { ...input, page: 0, pageSize: PAGE_SIZE }), [ask, input]);
  const { first, refusal, refreshing, rowAt, show, retry } = usePages(askPage, PAGE_SIZE, kept);
  const change = (next: Partial<AccountsQuery>): void => {
    replaceParams(writeQuery({ ...query, ...next }));
  };
  if (first === null)
    return refusal === null ? <ScreenSkeleton title="Accounts" /> : <RefusedScreen title="Accounts" refusal={refusal} onRetry={retry} />;
  const left = [...query.hidden, ...OPTIONAL_HEADINGS.filter((heading) => !query.added.includes(heading))];
  const columns = accountColumns.filter(({ heading }) => !left.includes(heading) && !(first.apps < 2 && heading === 'App'));
  const isFiltered = standing !== null || score !== null || isFiltering(filter) || search !== '';
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Accounts</h1>
          <p className="page-sub" role="status">
            {counted(first.total, 'account')}
            {isFiltered ? ' of those that are filtered for' : ''}, {roundMoney(first.totalMrrCents)} MRR
          </p>
        </div>
        <div className="card-actions">
          <a href="#/stages">By stage</a>
          <SavedViews
            query={writeQuery(query).toString()}
            onOpen={(text) => {
              replaceParams(new URLSearchParams(text));
            }}
          />
          <ColumnPicker
            headings={accountColumns.slice(1).map(({ heading }) => heading)}
            hidden={left}
            onChange={(hidden) => {
              change({
                hidden: hidden.filter((heading) => !OPTIONAL_HEADINGS.includes(heading)),
                added: OPTIONAL_HEADINGS.filter((heading) => !hidden.includes(heading)),
              });
            }}
          />
          <ExportButton input={input} total={first.total} />
        </div>
      </div>
      <section className="card" aria-label="Accounts">
        <div className="filters">
          <SearchField label="Search accounts" value={search} onSearch={setSearch} />
          <SelectField
            label="Paying × using"
            all="Paying or not"
            options={STANDINGS}
            value={standing}
            onChange={(next) => {
              change({ standing: next });
            }}
          />
          <ScoreFilter
            score={score}
            onChange={(next) => {
              change({ score: next });
            }}
          />
        </div>
        {refusal === null ? null : <RefusalMessage refusal={refusal} onRetry={retry} />}
        {first.total === 0 ? (
          <p className="not-enough">{emptyWords(isFiltered)}</p>
        ) : (
          <div className={refreshing ? 'refreshing' : undefined}>
            <LongTable
              caption={`Accounts, ${count(first.total)}`}
              columns={columns}
              total={first.total}
              rowAt={rowAt}
              onShow={show}
              isBusy={refreshing}
              listKey={JSON.stringify(input)}
              sorting={{
                by: sort,
                descending,
                onSort: (by: AccountSort) => {
                  replaceParams(writeQuery(sortedBy(query, by)));
                },
              }}
            />
          </div>
        )}
      </section>
    </>
  );
}

function emptyWords(isFiltered: boolean): string {
  return isFiltered
    ? 'No account is like that. Clear the filters and the search to see all.'
    : 'No accounts yet. They appear after the first licence sync, or when an install of the app first reports.';
}
