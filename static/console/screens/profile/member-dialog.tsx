import Button from '@atlaskit/button/new';
import { useId, useLayoutEffect, useRef } from 'react';
import { ProfileOf } from './profile-card';
import '../../style/profile.css';

type MemberDialogProps = {
  readonly accountId: number;
  readonly userId: number;
  /** The user’s id, and the account’s name. */
  readonly who: string;
  readonly where: string;
  /** The role was changed here. */
  readonly onRole: (role: string | null) => void;
  readonly onClose: () => void;
};

/** What belongs to a user in one account alone: their role there, and whatever else is said of the two. */
export function MemberDialog({ accountId, userId, who, where, onRole, onClose }: MemberDialogProps) {
  const place = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = place.current;
    if (dialog === null || dialog.open) return;
    const pressed = document.activeElement?.getBoundingClientRect().top ?? 0;
    dialog.style.top = `${String(Math.max(16, window.scrollY + pressed - 160))}px`;
    dialog.showModal();
    return () => {
      dialog.close();
    };
  }, []);
  return (
    <dialog
      ref={place}
      className="confirm profile-dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId}>
        <bdi>{who}</bdi> in <bdi>{where}</bdi>
      </h2>
      <div className="confirm-text">
        <ProfileOf subject={{ accountId, userId }} onRole={onRole} />
      </div>
      <div className="confirm-actions">
        <Button onClick={onClose}>Close</Button>
      </div>
    </dialog>
  );
}
