import { useMemo, useState } from 'react';
import type { ChartChoice } from '../../src/contract/embed';
import { LAST_DAYS } from '../../src/engagement/day-range';
import { day } from '../console/parts/format';
import { readQuery } from '../console/screens/engagement/query';
import { EngagementSection, type Head } from '../console/screens/engagement/section';
import { waitingWords } from '../console/screens/engagement/words';
import { useAccountsNamed } from './use-accounts-named';

type EngagementChartProps = { readonly chart: 'adoption' | 'retention' | 'lifecycle'; readonly choice: ChartChoice };

/** A section of the engagement screen, asked for as its address would ask. */
export function EngagementChart({ chart, choice: { rangeDays, unit, grain, filter } }: EngagementChartProps) {
  const [head, setHead] = useState<Head | null>(null);
  const accounts = useAccountsNamed(filter);
  const query = useMemo(
    () => ({
      ...readQuery(
        new URLSearchParams({ section: chart, unit, by: grain, ...(chart === 'adoption' ? { span: LAST_DAYS[rangeDays] } : {}) }),
      ),
      filter,
    }),
    [chart, rangeDays, unit, grain, filter],
  );
  return (
    <>
      <EngagementSection key={chart} query={query} scope="vendor" onHead={setHead} />
      {head === null ? null : (
        <p className="embed-foot">
          Up to {day(head.asOfDay)} (UTC). {accounts}
          {head.waiting === 0 ? null : ` ${waitingWords(head.waiting)}`}
        </p>
      )}
    </>
  );
}
