import type { AdoptionAnswer } from '../../../../src/contract/engagement';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Definition } from '../../parts/definition';
import { count, roundMoney, roundPercent } from '../../parts/format';
import { countColumn, moneyColumn, shareColumn, textColumn } from '../../parts/frame-columns';
import type { Scope } from '../../parts/page-scope';
import type { EngagementQuery } from './query';
import { featureTerms, meanings, siteUsers, unusedWords, usedWords } from './words';

type Feature = AdoptionAnswer['features'][number];

const FEATURE = textColumn<Feature>('Feature', (row) => row.event);
const BY_USERS: readonly FrameColumn<Feature>[] = [countColumn('Users', (row) => row.users), countColumn('Uses', (row) => row.uses)];
const ON_SITE: readonly FrameColumn<Feature>[] = [FEATURE, ...BY_USERS];
const OF_ALL: readonly FrameColumn<Feature>[] = [
  FEATURE,
  countColumn('Accounts', (row) => row.accounts),
  shareColumn('Share of active accounts', (row) => row.share),
  countColumn('New accounts', (row) => row.newAccounts),
  ...BY_USERS,
  moneyColumn('MRR of these accounts', (row) => row.mrrCents ?? 0),
];

type AdoptionProps = { readonly answer: AdoptionAnswer; readonly query: EngagementQuery; readonly scope: Scope };

/** Feature by feature: how widely, how often, how newly, and by whose money. On a site the bars compare users. */
export function Adoption({ answer, query, scope }: AdoptionProps) {
  const { features } = answer;
  const isVendor = scope === 'vendor';
  const mostUsers = Math.max(1, ...features.map(({ users }) => users));
  const used = features.filter(({ uses }) => uses > 0).length;
  return (
    <ChartFrame
      title="Features"
      meaning={meanings.adoption}
      fileName={`tidemark-features-${String(query.rangeDays)}-days-${answer.asOfDay}`}
      columns={isVendor ? OF_ALL : ON_SITE}
      rows={features}
      rowKey={(row) => row.event}
      lead={used === 0 ? undefined : <p className="list-lead">{usedWords(used, answer, query, scope)}</p>}
    >
      {used === 0 ? (
        <p className="not-enough">{unusedWords(query, scope)}</p>
      ) : (
        <div className={`features ${scope}`}>
          <Heads scope={scope} />
          <ul className="bars">
            {features.map((feature) => (
              <Bar
                key={feature.event}
                feature={feature}
                scope={scope}
                ratio={isVendor ? (feature.share ?? 0) : feature.users / mostUsers}
              />
            ))}
          </ul>
        </div>
      )}
    </ChartFrame>
  );
}

function Heads({ scope }: { scope: Scope }) {
  const { share, accounts, newAccounts, users, uses, mrr } = featureTerms;
  const terms = scope === 'vendor' ? [share, accounts, newAccounts, users, uses, mrr] : [siteUsers, uses];
  return (
    <div className="bar-row bar-heads">
      <span className="features-room" />
      {terms.map((each) => (
        <span key={each.term}>
          <Definition {...each} />
        </span>
      ))}
    </div>
  );
}

function Bar({ feature, scope, ratio }: { feature: Feature; scope: Scope; ratio: number }) {
  return (
    <li className="bar-row">
      <span className="bar-name">{feature.event}</span>
      <span className="bar-track" aria-hidden="true">
        {ratio === 0 ? null : <span className="bar-fill" style={{ width: `${String(Math.min(100, ratio * 100))}%` }} />}
      </span>
      {scope === 'vendor' ? (
        <>
          <span className="bar-share">
            {feature.share === null ? '–' : roundPercent(feature.share)}
            <span className="unseen"> of active accounts</span>
          </span>
          <Figure text={count(feature.accounts)} of="accounts" />
          <Figure text={count(feature.newAccounts)} of="of them new" />
        </>
      ) : null}
      <Figure text={count(feature.users)} of="users" />
      <Figure text={count(feature.uses)} of="uses" />
      {scope === 'vendor' ? <Figure text={feature.mrrCents === null ? '–' : roundMoney(feature.mrrCents)} of="MRR" /> : null}
    </li>
  );
}

function Figure({ text, of }: { text: string; of: string }) {
  return (
    <span className="bar-figure">
      {text}
      <span className="unseen"> {of}</span>
    </span>
  );
}
