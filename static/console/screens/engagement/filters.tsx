import { SelectField } from '../../parts/select-field';
import type { EngagementQuery } from './query';

type FiltersProps = {
  readonly query: EngagementQuery;
  readonly options: { readonly apps: readonly string[]; readonly statuses: readonly string[] } | null;
  readonly onChange: (next: Partial<EngagementQuery>) => void;
};

/** Of which accounts the figures are. */
export function Filters({ query, options, onChange }: FiltersProps) {
  const apps = options?.apps ?? [];
  return (
    <div className="engagement-choices" role="group" aria-label="Of which accounts">
      {apps.length < 2 && query.app === null ? null : (
        <SelectField
          label="App"
          all="All apps"
          options={offered(apps, query.app)}
          value={query.app}
          onChange={(app) => {
            onChange({ app });
          }}
        />
      )}
      <SelectField
        label="Status"
        all="Any status"
        options={offered(options?.statuses ?? [], query.status)}
        value={query.status}
        onChange={(status) => {
          onChange({ status });
        }}
      />
      {query.app === null && query.status === null ? null : (
        <button
          type="button"
          className="filter"
          onClick={() => {
            onChange({ app: null, status: null });
          }}
        >
          Clear filters
        </button>
      )}
    </div>
  );
}

/** What the address asks for stands in the list even before the list is known. */
function offered(names: readonly string[], chosen: string | null) {
  const all = chosen === null || names.includes(chosen) ? names : [chosen, ...names];
  return all.map((value) => ({ value, label: value }));
}
