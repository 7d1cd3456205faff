import Button from '@atlaskit/button/new';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import type { Refusal } from '../../parts/use-answer';

type RemoveButtonProps = {
  /** What is removed, in words. */
  readonly what: string;
  /** What becomes of it. */
  readonly children: ReactNode;
  readonly onRemove: () => Promise<{ readonly ok: true } | Refusal>;
  readonly onRemoved: () => void;
};

/** Asks before it removes. */
export function RemoveButton({ what, children, onRemove, onRemoved }: RemoveButtonProps) {
  const [asking, setAsking] = useState<{ readonly isBusy: boolean; readonly trouble: string } | null>(null);
  const remove = async (): Promise<void> => {
    setAsking({ isBusy: true, trouble: '' });
    const answer = await onRemove();
    setAsking(answer.ok ? null : { isBusy: false, trouble: answer.message });
    if (answer.ok) onRemoved();
  };
  return (
    <>
      <Button
        spacing="compact"
        appearance="subtle"
        onClick={() => {
          setAsking({ isBusy: false, trouble: '' });
        }}
      >
        Remove<span className="unseen">{` ${what}`}</span>
      </Button>
      {asking === null ? null : (
        <ConfirmDialog
          title={`Remove ${what}?`}
          verb="Remove"
          isBusy={asking.isBusy}
          onConfirm={() => {
            void remove();
          }}
          onClose={() => {
            setAsking(null);
          }}
        >
          <p>{children}</p>
          {asking.trouble === '' ? null : <p className="condition-problem">{asking.trouble}</p>}
        </ConfirmDialog>
      )}
    </>
  );
}
