import { memo, type ReactNode, useMemo } from 'react';
import type { AccountAnswer } from '../../../../src/contract/accounts';
import { AccountsLink } from '../../parts/accounts-link';
import { useAsk } from '../../parts/ask-context';
import { count, day, money, roundPercent } from '../../parts/format';
import { Found, useIdOfPlace } from '../../parts/found';
import { useAnswer } from '../../parts/use-answer';
import { None, seatShare, Status, UsersSeen } from '../accounts/account-columns';
import { standingWords } from '../overview/words';
import { Features } from './features';
import { Health } from './health';
import { HeatStrip } from './heat-strip';
import { MadeScores } from './made-scores';
import { Members } from './members';
import { Notes } from './notes';
import { InSegments } from '../segments/in-segments';
import { ProfileCard } from '../profile/profile-card';
import { Contacts } from './contacts';
import { Scores } from './scores';
import { Timeline } from './timeline';

/** One account: what it pays, who uses it, what of it, and what happened. */
export function Account() {
  const accountId = useIdOfPlace();
  const input = useMemo(() => (accountId === null ? null : { accountId }), [accountId]);
  const { loaded, retry } = useAnswer(useAsk(), 'account', input);
  return (
    <Found title="Account" loaded={loaded} onRetry={retry} nothing={<NoAccount />}>
      {(detail) => <Detail key={detail.account.accountId} detail={detail} />}
    </Found>
  );
}

function NoAccount() {
  return (
    <div className="not-enough">
      <h1>No such account</h1>
      <p>It may have been merged into another one since this link was made.</p>
      <AccountsLink>All accounts</AccountsLink>
    </div>
  );
}

/** Drawn again only when an answer says something else than the one before. */
const Detail = memo(function Detail({ detail }: { detail: AccountAnswer }) {
  const { account, licence, asOfDay } = detail;
  const isObserved = account.standing !== 'not-observed';
  const share = seatShare(account);
  return (
    <>
      <div className="page-head">
        <div className="page-title">
          <AccountsLink className="back">Accounts</AccountsLink>
          <h1>{account.company.trim() === '' ? 'Without a name' : <bdi>{account.company}</bdi>}</h1>
          <p className="page-sub">
            {account.app}
            {account.entitlementNumber === null ? '' : ` · ${account.entitlementNumber}`}
            {detail.site === null || detail.site === account.company ? '' : ` · site ${detail.site}`}
          </p>
        </div>
      </div>
      <div className="stack long-page">
        <dl className="card account-facts">
          <Fact term="MRR">{money(account.mrrCents)}</Fact>
          <Fact term="Status">
            <Status status={account.status} />
          </Fact>
          <Fact term="Paying × using">{standingWords[account.standing].term}</Fact>
          <Fact term="Tier">{account.tier ?? <None />}</Fact>
          <Fact term="Users seen, of seats">
            <UsersSeen use={account} />
            {account.seats === null ? '' : ` of ${count(account.seats)}`}
            {share === null ? '' : ` (${roundPercent(share)})`}
          </Fact>
          <Fact term="Last activity">{account.lastActiveDay === null ? <None /> : day(account.lastActiveDay)}</Fact>
          {licence === null ? null : (
            <>
              <Fact term="Plan">
                {[licence.hosting, licence.edition, licence.licenceType?.toLowerCase()].filter(Boolean).join(', ') || <None />}
              </Fact>
              <Fact term="Country">{[licence.country, licence.region].filter(Boolean).join(', ') || <None />}</Fact>
              <Fact term="Licence runs until">{licence.maintenanceEndDay === null ? <None /> : day(licence.maintenanceEndDay)}</Fact>
            </>
          )}
        </dl>
        <HeatStrip days={detail.days} asOfDay={asOfDay} isObserved={isObserved} />
        <Health health={detail.outlook.health} />
        <Scores scores={detail.outlook.scores} />
        <MadeScores scores={detail.outlook.madeScores} />
        <ProfileCard
          subject={{ accountId: account.accountId, userId: 0 }}
          first={detail.profile}
          title="Properties"
          meaning="What the app, imports and people said of this account. What a person sets stays until a person takes it away."
        />
        <InSegments segments={detail.segments} />
        <Members accountId={account.accountId} company={account.company} first={detail.members} />
        <div className="pair">
          <Features features={detail.features} isObserved={isObserved} />
          <Timeline accountId={account.accountId} timeline={detail.timeline} asOfDay={asOfDay} />
        </div>
        <Contacts contacts={detail.contacts} />
        <Notes accountId={account.accountId} first={detail.notes} today={asOfDay} />
      </div>
    </>
  );
});

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
