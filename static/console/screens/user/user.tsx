import { useMemo, useState } from 'react';
import type { UserAnswer } from '../../../../src/contract/accounts';
import { AccountsLink } from '../../parts/accounts-link';
import { useAsk } from '../../parts/ask-context';
import { type Column, DataTable } from '../../parts/data-table';
import { count, counted, money, roundPercent } from '../../parts/format';
import { Found, useIdOfPlace } from '../../parts/found';
import { useAnswer } from '../../parts/use-answer';
import { WholeDay } from '../../parts/whole-day';
import { accountHref, Status } from '../accounts/account-columns';
import { MemberDialog } from '../profile/member-dialog';
import { ProfileCard } from '../profile/profile-card';
import { RoleCell } from '../profile/role-cell';
import { UserScoresCard } from './user-scores';
import { InSegments } from '../segments/in-segments';

type Membership = UserAnswer['accounts'][number];

const columnsOf = (open: (row: Membership) => void): readonly Column<Membership>[] => [
  {
    heading: 'Account',
    isRowHeading: true,
    cell: ({ account }) => (
      <span className="company">
        <a className="company-name" href={accountHref(account.accountId)}>
          {account.company.trim() === '' ? 'Without a name' : <bdi>{account.company}</bdi>}
        </a>
        {account.entitlementNumber === null ? null : <span className="company-number">{account.entitlementNumber}</span>}
      </span>
    ),
  },
  {
    heading: 'Role there',
    cell: (row) => (
      <RoleCell
        role={row.member.role}
        beside={row.account.company}
        onOpen={() => {
          open(row);
        }}
      />
    ),
  },
  { heading: 'App', cell: ({ account }) => <span className="clipped">{account.app}</span> },
  { heading: 'Status', cell: ({ account }) => <Status status={account.status} /> },
  { heading: 'MRR', align: 'end', cell: ({ account }) => money(account.mrrCents) },
  { heading: 'Active days in 30', align: 'end', cell: ({ member }) => count(member.activeDays) },
  { heading: 'Feature uses in 30', align: 'end', cell: ({ member }) => count(member.uses) },
  { heading: 'Share of the account’s use', align: 'end', cell: ({ member }) => roundPercent(member.share) },
  { heading: 'First seen there', align: 'end', cell: ({ member }) => <WholeDay of={member.firstDay} /> },
  { heading: 'Last seen there', align: 'end', cell: ({ member }) => <WholeDay of={member.lastDay} /> },
];

/** A user in every account they belong to, side by side. */
export function User() {
  const userId = useIdOfPlace();
  const input = useMemo(() => (userId === null ? null : { userId }), [userId]);
  const { loaded, retry } = useAnswer(useAsk(), 'user', input);
  return (
    <Found title="User" loaded={loaded} onRetry={retry} nothing={<NoUser />}>
      {(detail) => <Detail detail={detail} />}
    </Found>
  );
}

function NoUser() {
  return (
    <div className="not-enough">
      <h1>No such user</h1>
      <p>Nobody of that id uses any account; they may have been erased.</p>
      <AccountsLink>All accounts</AccountsLink>
    </div>
  );
}

function Detail({ detail }: { detail: UserAnswer }) {
  const [opened, setOpened] = useState<Membership | null>(null);
  const isScored = detail.accounts.some(({ made }) => made !== null);
  const [roles, setRoles] = useState<ReadonlyMap<number, string | null>>(new Map());
  return (
    <>
      <div className="page-head">
        <div className="page-title">
          <AccountsLink className="back">Accounts</AccountsLink>
          <h1 className="user-id">{detail.externalId}</h1>
          <p className="page-sub">A user of {counted(detail.accounts.length, 'account')}</p>
        </div>
      </div>
      <div className="stack">
        <div className="card wrapped-heads">
          <DataTable
            caption="Accounts of this user"
            columns={columnsOf(setOpened)}
            rows={detail.accounts.map(({ account, member, made }) => ({
              account,
              made,
              member: roles.has(account.accountId) ? { ...member, role: roles.get(account.accountId) ?? null } : member,
            }))}
            rowKey={({ account }) => account.accountId}
          />
        </div>
        {isScored ? <UserScoresCard accounts={detail.accounts} /> : null}
        <InSegments
          segments={detail.segments}
          companyOf={(accountId) => detail.accounts.find(({ account }) => account.accountId === accountId)?.account.company ?? ''}
        />
        <ProfileCard
          subject={{ accountId: 0, userId: detail.userId }}
          first={detail.profile}
          title="Properties"
          meaning="What the app, imports and people said of this user, in every account alike. What belongs to one account stands under the role there."
        />
      </div>
      {opened === null ? null : (
        <MemberDialog
          accountId={opened.account.accountId}
          userId={detail.userId}
          who={detail.externalId}
          where={opened.account.company}
          onRole={(role) => {
            setRoles((before) => new Map(before).set(opened.account.accountId, role));
          }}
          onClose={() => {
            setOpened(null);
          }}
        />
      )}
    </>
  );
}
