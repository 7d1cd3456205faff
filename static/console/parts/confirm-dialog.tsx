import Button from '@atlaskit/button/new';
import type { ReactNode } from 'react';
import { DialogFrame } from './dialog-frame';

type ConfirmDialogProps = {
  readonly title: string;
  readonly verb: string;
  /** What can be undone is not shown as a danger. */
  readonly appearance?: 'danger' | 'primary';
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Asks before something that cannot be undone, or for what it takes to do something. */
export function ConfirmDialog({ title, verb, appearance = 'danger', isBusy, onConfirm, onClose, children }: ConfirmDialogProps) {
  return (
    <DialogFrame
      title={title}
      canClose={!isBusy}
      onClose={onClose}
      actions={
        <>
          <Button appearance="subtle" isDisabled={isBusy} onClick={onClose}>
            Cancel
          </Button>
          <Button appearance={appearance} isLoading={isBusy} onClick={onConfirm}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
    </DialogFrame>
  );
}
