import type { Count } from '../../../../../src/segments/condition';
import { Choose, NumberField } from './fields';
import { COUNT_WORDS } from './words';

type CountFieldProps = {
  readonly count: Count;
  readonly isWrong: boolean;
  /** What is counted: `users`. */
  readonly of: string;
  /** How “none” reads here. */
  readonly none: string | null;
  readonly onChange: (count: Count) => void;
};

/** How many. */
export function CountField({ count, isWrong, of, none, onChange }: CountFieldProps) {
  const tests = (['atLeast', 'atMost', 'exactly'] as const).map((value) => ({ value, label: COUNT_WORDS[value] }));
  return (
    <>
      <Choose<Count['test']>
        label="How many"
        options={none === null ? tests : [...tests, { value: 'none', label: none }]}
        value={count.test}
        onChange={(test) => {
          onChange(test === 'none' ? { test } : { test, n: count.test === 'none' ? 1 : count.n });
        }}
      />
      {count.test === 'none' ? null : (
        <NumberField
          label={`Number of ${of}`}
          value={count.n}
          isWrong={isWrong}
          onChange={(n) => {
            onChange({ test: count.test, n });
          }}
        />
      )}
    </>
  );
}
