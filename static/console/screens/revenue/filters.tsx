import { useId } from 'react';
import type { RevenueBasis, MonthsShown, RevenueHead } from '../../../../src/contract/revenue-request';
import { Choice } from '../../parts/choice';
import { closed, type FilterName, type RevenueQuery } from './query';
import { filterWords } from './words';

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
const NAMES: readonly FilterName[] = ['app', 'edition', 'hosting', 'region'];

type FiltersProps = { query: RevenueQuery; options: RevenueHead['options'] | null; onQuery: (query: RevenueQuery) => void };

/** Which revenue, of whom, how far back. It stays while its reader moves between the parts. */
export function Filters({ query, options, onQuery }: FiltersProps) {
  return (
    <div className="revenue-filters" role="group" aria-label="What the figures are of">
      {NAMES.map((name) => (
        <Filter
          key={name}
          name={name}
          value={query.filter[name]}
          options={options?.[name] ?? []}
          onChange={(value) => {
            onQuery({ ...closed(query), filter: { ...query.filter, [name]: value } });
          }}
        />
      ))}
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

/** One that leaves no choice is left out, unless it is what the address asks for. */
function Filter(props: { name: FilterName; value: string | null; options: readonly string[]; onChange: (value: string | null) => void }) {
  const id = useId();
  const { term, all } = filterWords[props.name];
  if (props.options.length < 2 && props.value === null) return null;
  const known = props.value === null || props.options.includes(props.value) ? props.options : [props.value, ...props.options];
  return (
    <span className="revenue-filter">
      <label htmlFor={id} className="unseen">
        {term}
      </label>
      <select
        id={id}
        value={props.value ?? ''}
        onChange={(event) => {
          props.onChange(event.currentTarget.value === '' ? null : event.currentTarget.value);
        }}
      >
        <option value="">{all}</option>
        {known.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </span>
  );
}
