import { useMemo } from 'react';
import type { PropertyRow } from '../../../../../src/contract/profiles';
import { Answered } from '../../../parts/answered';
import { useAsk } from '../../../parts/ask-context';
import { ConfirmDialog } from '../../../parts/confirm-dialog';
import { useAnswer } from '../../../parts/use-answer';
import { useSaving } from '../use-saving';
import { WhatBreaks } from './computed-previewed';
import type { Computed } from './use-computed';

/** Says what would break before a computed property is taken away. */
export function RemoveDialog({ row, remove, onClose }: { row: PropertyRow; remove: Computed['remove']; onClose: () => void }) {
  const { kind, key } = row;
  const input = useMemo(() => ({ kind, key }), [kind, key]);
  const { loaded, retry } = useAnswer(useAsk(), 'computedRemoval', input);
  const { isBusy, trouble, submit } = useSaving(() => remove(row), onClose);
  return (
    <ConfirmDialog title={`Delete ${row.label}?`} verb="Delete" isBusy={isBusy} onConfirm={() => void submit()} onClose={onClose}>
      <p>Its values go from everybody who has one. What it was made of stays.</p>
      <Answered loaded={loaded} height={40} onRetry={retry}>
        {(breaks) =>
          breaks === null || breaks.segments.length + breaks.properties.length === 0 ? (
            <p>Nothing builds on it.</p>
          ) : (
            <WhatBreaks breaks={breaks} />
          )
        }
      </Answered>
      <p role="alert" className="target-trouble">
        {trouble}
      </p>
    </ConfirmDialog>
  );
}
