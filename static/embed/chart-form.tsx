import { useId, useState } from 'react';
import { type ChartChoice, ChartKind } from '../../src/contract/embed';
import type { EngagementGrain, EngagementUnit } from '../../src/contract/engagement';
import type { MonthsShown } from '../../src/contract/revenue-request';
import type { z } from 'zod';
import { useAccountFilter } from '../console/parts/account-filter';
import { Choice } from '../console/parts/choice';
import { FilterBar } from '../console/parts/filter-bar';
import { RangePicker } from '../console/parts/range-picker';
import { usePlace } from '../console/parts/use-hash';
import { Chart } from './chart';
import { Field, Form } from './form';
import { FORM } from './form-address';

const TITLES: Readonly<Record<ChartKind, string>> = {
  actives: 'Actives per day',
  mrr: 'MRR by month',
  payingUsing: 'Paying × using',
  adoption: 'Feature adoption',
  retention: 'Retention',
  lifecycle: 'Lifecycle',
};

type Months = z.infer<typeof MonthsShown>;
const MONTHS: readonly { value: Months; label: string }[] = [
  { value: 6, label: '6 months' },
  { value: 12, label: '12 months' },
  { value: 24, label: '24 months' },
  { value: 36, label: '36 months' },
];
const UNITS: readonly { value: EngagementUnit; label: string }[] = [
  { value: 'user', label: 'Users' },
  { value: 'account', label: 'Accounts' },
];
const GRAINS: readonly { value: EngagementGrain; label: string }[] = [
  { value: 'week', label: 'Weeks' },
  { value: 'month', label: 'Months' },
];

type ChartFormProps = {
  readonly choice: ChartChoice;
  readonly onSave: (choice: ChartChoice) => Promise<void>;
  readonly onCancel: () => void;
};

/** A macro's settings, and below them what the page will show to whoever may see it. */
export function ChartForm({ choice, onSave, onCancel }: ChartFormProps) {
  const [draft, setDraft] = useState(choice);
  const filter = useAccountFilter(usePlace().params);
  const chosen = { ...draft, filter };
  const id = useId();
  return (
    <>
      <Form onSave={() => onSave(chosen)} onCancel={onCancel}>
        <div className="embed-field">
          <label className="embed-label" htmlFor={id}>
            Chart
          </label>
          <select
            id={id}
            value={draft.chart}
            onChange={(event) => {
              setDraft({ ...draft, chart: ChartKind.catch(draft.chart).parse(event.currentTarget.value) });
            }}
          >
            {ChartKind.options.map((kind) => (
              <option key={kind} value={kind}>
                {TITLES[kind]}
              </option>
            ))}
          </select>
        </div>
        <Options draft={draft} onChange={setDraft} />
        <Field label="Accounts">
          <FilterBar screenId={FORM} />
        </Field>
      </Form>
      <section className="embed-preview" aria-label="Preview">
        <Chart choice={chosen} />
      </section>
    </>
  );
}

type OptionsProps = { readonly draft: ChartChoice; readonly onChange: (next: ChartChoice) => void };

/** What there is to choose depends on the chart. */
function Options({ draft, onChange }: OptionsProps) {
  switch (draft.chart) {
    case 'payingUsing':
      return null;
    case 'actives':
    case 'adoption':
      return <RangeOption draft={draft} onChange={onChange} />;
    case 'mrr':
      return (
        <Field label="Range">
          <Choice<Months>
            label="Range"
            options={MONTHS}
            value={draft.months}
            onChange={(months) => {
              onChange({ ...draft, months });
            }}
          />
        </Field>
      );
    case 'retention':
    case 'lifecycle':
      return (
        <>
          <Field label="Count">
            <Choice<EngagementUnit>
              label="Count"
              options={UNITS}
              value={draft.unit}
              onChange={(unit) => {
                onChange({ ...draft, unit });
              }}
            />
          </Field>
          <Field label="Periods">
            <Choice<EngagementGrain>
              label="Periods"
              options={GRAINS}
              value={draft.grain}
              onChange={(grain) => {
                onChange({ ...draft, grain });
              }}
            />
          </Field>
        </>
      );
  }
}

function RangeOption({ draft, onChange }: OptionsProps) {
  return (
    <Field label="Range">
      <RangePicker
        value={draft.rangeDays}
        onChange={(rangeDays) => {
          onChange({ ...draft, rangeDays });
        }}
      />
    </Field>
  );
}
