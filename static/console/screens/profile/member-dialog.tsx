import Button from '@atlaskit/button/new';
import { DialogFrame } from '../../parts/dialog-frame';
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
  return (
    <DialogFrame
      className="profile-dialog"
      title={
        <>
          <bdi>{who}</bdi> in <bdi>{where}</bdi>
        </>
      }
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <ProfileOf subject={{ accountId, userId }} onRole={onRole} />
    </DialogFrame>
  );
}
