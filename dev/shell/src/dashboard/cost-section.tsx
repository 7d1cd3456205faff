import type { SectionProps } from './section-props';
import { count, dollars, dollarsPerMillion } from './format';
import { PlainTable, SectionPage } from './parts';

export function CostSection({ status }: SectionProps) {
  const cost = status.value?.cost;
  const perMillion = cost === undefined ? null : dollarsPerMillion(cost.dollars, cost.events);
  const runs = status.value?.invocations;
  return (
    <SectionPage
      title="Cost"
      about="What the invocations so far would cost at the platform’s published prices, without the free allowance."
    >
      <div className="figures">
        <Figure label="Total" value={cost === undefined ? '…' : dollars(cost.dollars)} />
        <Figure label="Per million events" value={perMillion === null ? 'not known yet' : dollars(perMillion)} />
        <Figure label="Events delivered" value={cost?.events === undefined ? 'not known yet' : count(cost.events)} />
        <Figure label="Invocations" value={runs === undefined ? '…' : count(runs.total)} />
        <Figure label="Failed or timed out" value={runs === undefined ? '…' : count(runs.failed + runs.timedOut)} />
      </div>
      <PlainTable
        label="Meters"
        rows={cost?.meters ?? []}
        rowKey={(meter) => meter.name}
        empty={cost === undefined ? 'Loading…' : 'Nothing has run yet.'}
        columns={[
          { heading: 'Meter', cell: (meter) => <span className="strong">{meter.name}</span> },
          {
            heading: 'Quantity',
            isNumber: true,
            cell: (meter) =>
              meter.quantity !== 0 && Math.abs(meter.quantity) < 0.01 ? meter.quantity.toPrecision(2) : count(meter.quantity),
          },
          { heading: 'Unit', cell: (meter) => meter.unit },
          { heading: 'Dollars', isNumber: true, cell: (meter) => dollars(meter.dollars) },
        ]}
      />
    </SectionPage>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="figure">
      <div className="quiet small">{label}</div>
      <div className="figure-value">{value}</div>
    </div>
  );
}
