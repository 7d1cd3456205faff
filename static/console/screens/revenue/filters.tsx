import type { RevenueBasis, MonthsShown } from '../../../../src/contract/revenue-request';
import { Choice } from '../../parts/choice';
import { closed, type RevenueQuery } from './query';

const BASES = [
  { value: 'customer', label: 'Customers pay' },
  { value: 'net', label: 'Left for you' },
] as const;
const MONTHS = [
  { value: 6, label: '6 months' },
  { value: 12, label: '12' },
  { value: 24, label: '24' },
  { value: 36, label: '36' },
] as const;

type FiltersProps = { query: RevenueQuery; onQuery: (query: RevenueQuery) => void };

/** Which revenue, how far back. It stays while its reader moves between the parts. */
export function Filters({ query, onQuery }: FiltersProps) {
  return (
    <div className="revenue-filters" role="group" aria-label="What the figures are of">
      <Choice<RevenueBasis>
        label="Basis"
        options={BASES}
        value={query.basis}
        onChange={(basis) => {
          onQuery({ ...query, basis, page: 0 });
        }}
      />
      <Choice<MonthsShown>
        label="Months shown"
        options={MONTHS}
        value={query.months}
        onChange={(months) => {
          onQuery({ ...closed(query), months });
        }}
      />
    </div>
  );
}
