import type { RangeDays } from '../../../src/contract/overview';
import { Choice } from './choice';

const RANGES = [
  { value: 7, label: '7 days' },
  { value: 30, label: '30 days' },
  { value: 90, label: '90 days' },
] as const;

export function RangePicker({ value, onChange }: { value: RangeDays; onChange: (value: RangeDays) => void }) {
  return <Choice<RangeDays> label="Range" options={RANGES} value={value} onChange={onChange} />;
}
