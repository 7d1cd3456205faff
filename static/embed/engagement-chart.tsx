import { useMemo, useState } from 'react';
import type { AccountFilter } from '../../src/contract/account-filter';
import type { ChartChoice } from '../../src/contract/embed';
import { ACCOUNT_ATTRIBUTES } from '../../src/engagement/account-filter';
import { chosenWords } from '../console/parts/filter-words';
import { day } from '../console/parts/format';
import { readQuery } from '../console/screens/engagement/query';
import { EngagementSection, type Head } from '../console/screens/engagement/section';

type EngagementChartProps = { readonly chart: 'adoption' | 'retention' | 'lifecycle'; readonly choice: ChartChoice };

/** A section of the engagement screen, asked for as its address would ask. */
export function EngagementChart({ chart, choice: { rangeDays, unit, grain, filter } }: EngagementChartProps) {
  const [head, setHead] = useState<Head | null>(null);
  const query = useMemo(
    () => ({ ...readQuery(new URLSearchParams({ section: chart, range: String(rangeDays), unit, by: grain })), filter }),
    [chart, rangeDays, unit, grain, filter],
  );
  return (
    <>
      <EngagementSection key={chart} query={query} scope="vendor" onHead={setHead} />
      {head === null ? null : (
        <p className="embed-foot">
          Up to {day(head.asOfDay)} (UTC). {whichAccounts(filter)}
        </p>
      )}
    </>
  );
}

function whichAccounts(filter: AccountFilter): string {
  const named = ACCOUNT_ATTRIBUTES.flatMap((name) => {
    const chosen = filter[name];
    return chosen === undefined ? [] : [chosenWords(name, chosen)];
  });
  // Its name is the console's to tell: whoever reads the page sees that there is a choice.
  if (filter.segment !== undefined) named.unshift(filter.segment.length === 1 ? 'a segment' : `${String(filter.segment.length)} segments`);
  return named.length === 0 ? 'All accounts.' : `Only accounts of ${named.join('; ')}.`;
}
