import { useId } from 'react';
import type { ReportStanding } from '../../../../src/contract/sync';

type ReportPickerProps = {
  readonly reports: readonly Pick<ReportStanding, 'report' | 'title'>[];
  readonly value: string | null;
  readonly onChange: (report: string | null) => void;
};

/** One report of many, or all of them; the browser's own list, because there are more than fit in a row. */
export function ReportPicker({ reports, value, onChange }: ReportPickerProps) {
  const id = useId();
  return (
    <span>
      <label htmlFor={id} className="unseen">
        Report
      </label>
      <select
        id={id}
        className="picker"
        value={value ?? ''}
        onChange={(event) => {
          onChange(event.currentTarget.value === '' ? null : event.currentTarget.value);
        }}
      >
        <option value="">All reports</option>
        {reports.map(({ report, title }) => (
          <option key={report} value={report}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}
