import Button from '@atlaskit/button/new';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

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

/** How far above the pressed button the dialog starts, so that it lies where the eyes are. */
const ABOVE_PX = 160;

/**
 * Asks before something that cannot be undone, or for what it takes to do something. The browser's own dialog keeps the focus inside and gives it back. It lies
 * beside what was pressed: the page may be a frame as tall as its content, whose middle is far out of sight.
 */
export function ConfirmDialog({ title, verb, appearance = 'danger', isBusy, onConfirm, onClose, children }: ConfirmDialogProps) {
  const place = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Before the dialog leaves the page, not after: only an open one gives the focus back.
  useLayoutEffect(() => {
    const dialog = place.current;
    if (dialog === null || dialog.open) return;
    const pressed = document.activeElement?.getBoundingClientRect().top ?? 0;
    const room = document.documentElement.scrollHeight - dialogHeight(dialog);
    dialog.style.top = `${String(Math.max(16, Math.min(room - 16, window.scrollY + pressed - ABOVE_PX)))}px`;
    dialog.showModal();
    return () => {
      dialog.close();
    };
  }, []);
  return (
    <dialog
      ref={place}
      className="confirm"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (!isBusy) onClose();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      <div className="confirm-text">{children}</div>
      <div className="confirm-actions">
        <Button appearance="subtle" isDisabled={isBusy} onClick={onClose}>
          Cancel
        </Button>
        <Button appearance={appearance} isLoading={isBusy} onClick={onConfirm}>
          {verb}
        </Button>
      </div>
    </dialog>
  );
}

/** A closed dialog has no height yet; this is about what its text needs. */
const dialogHeight = (dialog: HTMLDialogElement): number => (dialog.offsetHeight > 0 ? dialog.offsetHeight : 420);
