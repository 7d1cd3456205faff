import Textfield from '@atlaskit/textfield';
import { useId, useState } from 'react';
import type { PredictedSignal } from '../../../../src/contract/predictions';
import { ConfirmDialog } from '../../parts/confirm-dialog';

type RejectingProps = { signal: PredictedSignal; isBusy: boolean; onClose: () => void; onReject: (reason: string) => void };

/** Asks why before a signal is rejected. */
export function Rejecting({ signal, isBusy, onClose, onReject }: RejectingProps) {
  const [reason, setReason] = useState('');
  const id = useId();
  return (
    <ConfirmDialog
      title="Reject this signal?"
      verb="Reject"
      isBusy={isBusy}
      onClose={onClose}
      onConfirm={() => {
        onReject(reason.trim());
      }}
    >
      <p>
        <bdi>{signal.words}</bdi>. It stays away unless its lift comes to lie outside of {signal.low.toFixed(1)} to {signal.high.toFixed(1)}
        .
      </p>
      <label htmlFor={id}>Why</label>
      <Textfield
        id={id}
        isCompact
        maxLength={500}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value);
        }}
      />
    </ConfirmDialog>
  );
}
