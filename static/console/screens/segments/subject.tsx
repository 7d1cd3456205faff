import type { SubjectRow } from '../../../../src/contract/segments';
import type { SubjectKind } from '../../../../src/segments/value';
import { accountHref } from '../accounts/account-columns';

export const subjectKey = ({ accountId, userId }: Pick<SubjectRow, 'accountId' | 'userId'>): string =>
  `${String(accountId)}.${String(userId)}`;
const companyName = ({ company }: Pick<SubjectRow, 'company'>): string =>
  company === null || company.trim() === '' ? 'Without a name' : company;
const userName = ({ externalId, userId }: Pick<SubjectRow, 'externalId' | 'userId'>): string => externalId ?? `User ${String(userId)}`;

/** Somebody as a line of text. */
export function subjectName(row: SubjectRow): string {
  if (row.userId === 0) return companyName(row);
  return row.accountId === 0 ? userName(row) : `${userName(row)} in ${companyName(row)}`;
}

/** Somebody with a way to the page about them; a user in an account leads to both. */
export function SubjectLink({ row }: { row: SubjectRow }) {
  const account = (
    <a className="company-name" href={accountHref(row.accountId)} title={companyName(row)}>
      <bdi>{companyName(row)}</bdi>
    </a>
  );
  if (row.userId === 0) return <span className="company">{account}</span>;
  const user = (
    <a className="user-id" href={`#/user?id=${String(row.userId)}`} title={userName(row)}>
      <bdi>{userName(row)}</bdi>
    </a>
  );
  return row.accountId === 0 ? (
    user
  ) : (
    <span className="company">
      {user}
      <span className="row-note">in {account}</span>
    </span>
  );
}

/** Where it is said why somebody is in a segment or not. */
export const whyHref = (segmentId: number, { accountId, userId }: { readonly accountId: number; readonly userId: number }): string =>
  `#/segment?id=${String(segmentId)}&account=${String(accountId)}&user=${String(userId)}`;
export const segmentHref = (segmentId: number): string => `#/segment?id=${String(segmentId)}`;

/** What a list of subjects is called. */
export const subjectHeading = (kind: SubjectKind): string => ({ account: 'Account', user: 'User', membership: 'User in an account' })[kind];
