import type { AdoptionAnswer } from '../../../../src/contract/engagement';
import { BarFigure, BarTrack } from '../../parts/bars';
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
      <BarTrack ratio={ratio} />
      {scope === 'vendor' ? (
        <>
          <BarFigure text={feature.share === null ? '–' : roundPercent(feature.share)} of="of active accounts" isShare />
          <BarFigure text={count(feature.accounts)} of="accounts" />
          <BarFigure text={count(feature.newAccounts)} of="of them new" />
        </>
      ) : null}
      <BarFigure text={count(feature.users)} of="users" />
      <BarFigure text={count(feature.uses)} of="uses" />
      {scope === 'vendor' ? <BarFigure text={feature.mrrCents === null ? '–' : roundMoney(feature.mrrCents)} of="MRR" /> : null}
    </li>
  );
}
