import type { AdoptionAnswer } from '../../../../src/contract/engagement';
import type { FrameColumn } from '../../parts/chart-frame';
import { type Delta, delta } from '../../parts/delta';
import { count, roundMoney, roundPercent } from '../../parts/format';
import { countColumn, moneyColumn, shareColumn, textColumn } from '../../parts/frame-columns';
import type { Scope } from '../../parts/page-scope';
import { meanColumn, meanWords } from './uptake-figures';
import { featureTerms, siteUsers, type Term } from './words';

export type Feature = AdoptionAnswer['features'][number];
type Use = NonNullable<Feature['before']>;

/** A figure beside a feature's bar. */
export type FeatureFigure = {
  readonly term: Term;
  /** What is counted, for those who do not see the heading. */
  readonly of: string;
  readonly isShare?: boolean;
  readonly text: (feature: Feature) => string;
  /** Against the days before; absent where there is none. */
  readonly change?: (now: Use, then: Use) => Delta | null;
};

const counts = (of: (use: Use) => number | null) => (now: Use, then: Use) => {
  const value = of(now);
  return value === null ? null : delta('count', value, of(then));
};

const USERS = { of: 'users', text: ({ users }: Feature) => count(users), change: counts(({ users }) => users) };
const FREQUENCY: FeatureFigure = {
  term: featureTerms.frequency,
  of: 'active days per user',
  text: ({ frequency }) => meanWords(frequency),
  change: counts(({ frequency }) => frequency),
};
const DEPTH: FeatureFigure = {
  term: featureTerms.depth,
  of: 'uses per user',
  text: ({ depth }) => meanWords(depth),
  change: counts(({ depth }) => depth),
};
const FIGURES: Readonly<Record<Scope, readonly FeatureFigure[]>> = {
  vendor: [
    {
      term: featureTerms.share,
      of: 'of active accounts',
      isShare: true,
      text: ({ share }) => (share === null ? '–' : roundPercent(share)),
      change: (now, then) => (now.share === null ? null : delta('share', now.share, then.share)),
    },
    {
      term: featureTerms.accounts,
      of: 'accounts',
      text: ({ accounts }) => count(accounts),
      change: counts(({ accounts }) => accounts),
    },
    { term: featureTerms.newAccounts, of: 'of them new', text: ({ newAccounts }) => count(newAccounts) },
    { term: featureTerms.users, ...USERS },
    FREQUENCY,
    DEPTH,
    { term: featureTerms.mrr, of: 'MRR', text: ({ mrrCents }) => (mrrCents === null ? '–' : roundMoney(mrrCents)) },
  ],
  site: [{ term: siteUsers, ...USERS }, FREQUENCY, DEPTH, { term: featureTerms.uses, of: 'uses', text: ({ uses }) => count(uses) }],
};
export const figuresIn = (scope: Scope): readonly FeatureFigure[] => FIGURES[scope];

const FEATURE = textColumn<Feature>('Feature', (row) => row.event);
const BY_USERS: readonly FrameColumn<Feature>[] = [
  countColumn('Users', (row) => row.users),
  meanColumn('Active days per user', (row) => row.frequency),
  meanColumn('Uses per user', (row) => row.depth),
  countColumn('Uses', (row) => row.uses),
];
const BEFORE_BY_USERS: readonly FrameColumn<Feature>[] = [
  countColumn('Users before', (row) => row.before?.users ?? null),
  meanColumn('Active days per user before', (row) => row.before?.frequency ?? null),
  meanColumn('Uses per user before', (row) => row.before?.depth ?? null),
];
const BEFORE_BY_ACCOUNTS: readonly FrameColumn<Feature>[] = [
  countColumn('Accounts before', (row) => row.before?.accounts ?? null),
  shareColumn('Share of active accounts before', (row) => row.before?.share ?? null),
];

/** The table behind the bars. */
export function featureColumns(scope: Scope, isCompared: boolean): readonly FrameColumn<Feature>[] {
  if (scope === 'site') return [FEATURE, ...BY_USERS, ...(isCompared ? BEFORE_BY_USERS : [])];
  return [
    FEATURE,
    countColumn('Accounts', (row) => row.accounts),
    shareColumn('Share of active accounts', (row) => row.share),
    countColumn('New accounts', (row) => row.newAccounts),
    ...BY_USERS,
    moneyColumn('MRR of these accounts', (row) => row.mrrCents ?? 0),
    ...(isCompared ? [...BEFORE_BY_ACCOUNTS, ...BEFORE_BY_USERS] : []),
  ];
}
