import { None } from '../accounts/account-columns';

/** A role in an account; `beside`: the account, or the user, that it is of. Pressed, everything that belongs to the user there. */
export function RoleCell({ role, beside, onOpen }: { role: string | null; beside: string; onOpen: () => void }) {
  return (
    <button type="button" className="role-cell" onClick={onOpen}>
      {role === null ? <None /> : <bdi>{role}</bdi>}
      <span className="unseen">
        : role and properties with <bdi>{beside}</bdi>
      </span>
    </button>
  );
}
