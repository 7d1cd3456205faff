import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

type DialogFrameProps = {
  readonly title: ReactNode;
  readonly className?: string;
  /** Escape closes it; not while something is under way. */
  readonly canClose?: boolean;
  readonly onClose: () => void;
  readonly actions: ReactNode;
  readonly children: ReactNode;
};

/** How far above the pressed button the dialog starts, so that it lies where the eyes are. */
const ABOVE_PX = 160;

/**
 * The browser's own dialog, which keeps the focus inside and gives it back. It lies beside what was pressed: the page may be a frame as
 * tall as its content, whose middle is far out of sight.
 */
export function DialogFrame({ title, className, canClose = true, onClose, actions, children }: DialogFrameProps) {
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
      className={className === undefined ? 'confirm' : `confirm ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (canClose) onClose();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      <div className="confirm-text">{children}</div>
      <div className="confirm-actions">{actions}</div>
    </dialog>
  );
}

/** A closed dialog has no height yet; this is about what its text needs. */
const dialogHeight = (dialog: HTMLDialogElement): number => (dialog.offsetHeight > 0 ? dialog.offsetHeight : 420);
