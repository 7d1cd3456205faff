import { useCallback, useState } from 'react';
import type { RevenueHead } from '../../../../src/contract/revenue-request';
import { useAccountFilter } from '../../parts/account-filter';
import { useBeside } from '../../parts/beside';
import { SectionLinks } from '../../parts/section-links';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { Account } from './account';
import { Crumbs } from './crumbs';
import { Filters } from './filters';
import { HeadLine } from './head-line';
import { RevenuePart } from './part';
import { closed, linkTo, readQuery, type RevenueQuery, TABS, writeQuery } from './query';
import { RawLine } from './raw-line';
import { SegmentsBeside } from './segments-beside';
import { tabTitles } from './words';

/** Revenue in its parts, each with an address of its own; what the figures are of stays while its reader moves between them. */
export function Revenue() {
  const place = usePlace();
  const replaceParams = useReplaceParams('revenue');
  const filter = useAccountFilter(place.params);
  const beside = useBeside(place.params);
  const query = { ...readQuery(place.params), filter, beside };
  const [head, setHead] = useState<RevenueHead | null>(null);
  const setQuery = useCallback(
    (next: RevenueQuery) => {
      replaceParams(writeQuery(next));
    },
    [replaceParams],
  );
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Revenue</h1>
          <HeadLine head={head} query={query} />
        </div>
        <Filters query={query} onQuery={setQuery} />
      </div>
      <SectionLinks
        label="Parts of revenue"
        sections={TABS.map((tab) => ({ id: tab, title: tabTitles[tab], href: linkTo({ ...closed(query), tab }, {}) }))}
        currentId={query.tab}
      />
      <div className="stack">
        <Crumbs query={query} />
        <Open query={query} onQuery={setQuery} onHead={setHead} />
      </div>
    </>
  );
}

type OpenProps = { query: RevenueQuery; onQuery: (query: RevenueQuery) => void; onHead: (head: RevenueHead) => void };

/** What the address points at: a line, an account, or one of the parts. */
function Open({ query, onQuery, onHead }: OpenProps) {
  if (query.line !== null) return <RawLine line={query.line} />;
  if (query.account !== null) return <Account query={query} account={query.account} />;
  return (
    <>
      <RevenuePart
        key={query.tab}
        query={query}
        onHead={onHead}
        onPage={(page) => {
          onQuery({ ...query, page });
        }}
      />
      <SegmentsBeside query={query} ids={query.beside} />
    </>
  );
}
