import { useId } from 'react';
import type { DeliveryReport } from '../../../../src/contract/delivery';
import { Definition } from '../../parts/definition';
import { count, money } from '../../parts/format';
import { costMeaning } from './words';

/** What capture and delivery cost; an estimate, and named so. */
export function Cost({ cost, days }: { cost: DeliveryReport['cost']; days: number }) {
  const headingId = useId();
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="Cost, estimated" meaning={costMeaning} />
        </h2>
      </div>
      {cost.dollarsPerMillion === null ? (
        <p className="not-enough">No events in the last {days} days, so there is nothing to price.</p>
      ) : (
        <>
          <p className="cost-headline">
            <span className="cost-figure">{money(Math.round(cost.dollarsPerMillion * 100))}</span> per million events
          </p>
          <dl className="facts">
            <dt>Events</dt>
            <dd>{count(cost.events)}</dd>
            <dt>Batches</dt>
            <dd>
              {count(cost.batches)}
              {cost.batches === 0 ? null : <span className="faint"> {(cost.events / cost.batches).toFixed(1)} events each</span>}
            </dd>
            <dt>Last {days} days</dt>
            <dd>{dollars(cost.dollars)}</dd>
          </dl>
        </>
      )}
    </section>
  );
}

/** A site's days cost fractions of a cent, which is not nothing. */
const dollars = (amount: number): string => (amount > 0 && amount < 0.01 ? 'less than $0.01' : money(Math.round(amount * 100)));
