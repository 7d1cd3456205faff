import { useMemo, useState } from 'react';
import type { ChartChoice } from '../../src/contract/embed';
import { LAST_DAYS } from '../../src/engagement/day-range';
import { day } from '../console/parts/format';
import { readQuery } from '../console/screens/engagement/query';
import { EngagementSection, type Head } from '../console/screens/engagement/section';
<<<<<<< HEAD
import { useAccountsNamed } from './use-accounts-named';
=======
import { waitingWords } from '../console/screens/engagement/words';
import { accountsNamed } from './accounts-named';
>>>>>>> 12ad992 (feat(console): every screen says when the database fills up, charts on pages when figures are still counted)

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
<<<<<<< HEAD
          Up to {day(head.asOfDay)} (UTC). {accounts}
=======
          Up to {day(head.asOfDay)} (UTC). {accountsNamed(filter)}
          {head.waiting === 0 ? null : ` ${waitingWords(head.waiting)}`}
>>>>>>> 12ad992 (feat(console): every screen says when the database fills up, charts on pages when figures are still counted)
        </p>
      )}
    </>
  );
}
