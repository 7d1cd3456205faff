import type { AccountDetail } from '../../../../src/contract/accounts';
import { type Column, DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count, day } from '../../parts/format';
import { None } from '../accounts/account-columns';

type Feature = AccountDetail['features'][number];

const COLUMNS: readonly Column<Feature>[] = [
  { heading: 'Feature', isRowHeading: true, cell: (row) => row.event },
  { heading: 'Users in 30 days', align: 'end', cell: (row) => (row.uses === 0 ? <None /> : count(row.users)) },
  { heading: 'Uses in 30 days', align: 'end', cell: (row) => (row.uses === 0 ? <None /> : count(row.uses)) },
  { heading: 'Last used', align: 'end', cell: (row) => (row.lastDay === null ? 'not within a year' : day(row.lastDay)) },
];

/** What of the product is used here, and what is not: the unused ones are what there is to talk about. */
export function Features({ features, isObserved }: { features: readonly Feature[]; isObserved: boolean }) {
  const unused = features.filter(({ uses }) => uses === 0).length;
  return (
    <section className="card" aria-labelledby="features">
      <div className="card-head">
        <h2 id="features">
          <Definition
            term="Features"
            meaning="Every feature that any account has used, with its use in this account in the last 30 days."
          />
        </h2>
        {isObserved && features.length > 0 ? (
          <span className="faint">
            {count(unused)} of {count(features.length)} unused
          </span>
        ) : null}
      </div>
      {!isObserved ? (
        <p className="not-enough">Not observed: nothing can be said about use.</p>
      ) : features.length === 0 ? (
        <p className="not-enough">No feature has been used anywhere yet.</p>
      ) : (
        <DataTable caption="Features in this account" columns={COLUMNS} rows={features} rowKey={(row) => row.event} />
      )}
    </section>
  );
}
