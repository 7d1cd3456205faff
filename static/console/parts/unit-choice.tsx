import type { EngagementUnit } from '../../../src/contract/engagement';
import { Choice } from './choice';

const UNITS = [
  { value: 'user', label: 'Users' },
  { value: 'account', label: 'Accounts' },
] as const;

/** What is counted. */
export function UnitChoice({ value, onChange }: { value: EngagementUnit; onChange: (unit: EngagementUnit) => void }) {
  return <Choice<EngagementUnit> label="Count" options={UNITS} value={value} onChange={onChange} />;
}
