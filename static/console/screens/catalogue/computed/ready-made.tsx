import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ReadyMadeRow } from '../../../../../src/contract/computed';
import type { Computed } from './use-computed';

/** Computed properties that most vendors want, each added with one click. Nothing once all of them are there. */
export function ReadyMade({ rows, add }: { rows: readonly ReadyMadeRow[]; add: Computed['add'] }) {
  const [busy, setBusy] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  if (rows.length === 0) return null;
  const addOne = async (row: ReadyMadeRow): Promise<void> => {
    setBusy(row.key);
    setTrouble(await add(row));
    setBusy(null);
  };
  return (
    <details className="computed-ready">
      <summary>Ready made computed properties</summary>
      <ul>
        {rows.map((row) => (
          <li key={row.key}>
            <span>
              {row.label} <span className="faint">{row.description}</span>
            </span>
            <Button
              spacing="compact"
              isLoading={busy === row.key}
              isDisabled={busy !== null && busy !== row.key}
              aria-label={`Add ${row.label}`}
              onClick={() => void addOne(row)}
            >
              Add
            </Button>
          </li>
        ))}
      </ul>
      <p role="alert" className="target-trouble">
        {trouble}
      </p>
    </details>
  );
}
