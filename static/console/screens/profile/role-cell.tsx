import { None } from '../accounts/account-columns';

/** A role in an account; pressed, everything that belongs to the user there. */
export function RoleCell({ role, of, onOpen }: { role: string | null; of: string; onOpen: () => void }) {
  return (
    <button type="button" className="role-cell" onClick={onOpen}>
      {role === null ? <None /> : <bdi>{role}</bdi>}
      <span className="unseen">: role and properties {of}</span>
    </button>
  );
}
