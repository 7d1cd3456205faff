import type { ComponentType } from 'react';
import { later } from './parts/later';
import type { Scope } from './parts/page-scope';
import { isScoreWritten } from './screens/custom-scores/places';
import { Overview } from './screens/overview/overview';

export type Screen = {
  readonly id: string;
  readonly title: string;
  readonly scopes: readonly Scope[];
  readonly Component: ComponentType;
  /** Brings the code of a screen that did not come with the page. */
  readonly load?: () => Promise<unknown>;
  /** The screen of the navigation that this one is reached from; absent for those that stand there. */
  readonly under?: string;
  /** The vendor's filter of accounts stands above it. */
  readonly isFiltered?: boolean;
  /** A part of it that is of all accounts, whatever is filtered for. */
  readonly isOfAll?: (params: URLSearchParams) => boolean;
  /** Its charts can be of several segments, side by side. */
  readonly canCompare?: boolean;
};

const Accounts = later(
  () => import('./screens/accounts/accounts'),
  (module) => module.Accounts,
);
const Account = later(
  () => import('./screens/account/account'),
  (module) => module.Account,
);
const User = later(
  () => import('./screens/user/user'),
  (module) => module.User,
);
const Catalogue = later(
  () => import('./screens/catalogue/catalogue'),
  (module) => module.Catalogue,
);
const Segments = later(
  () => import('./screens/segments/segments'),
  (module) => module.Segments,
);
const Segment = later(
  () => import('./screens/segments/segment'),
  (module) => module.Segment,
);
const SegmentEdit = later(
  () => import('./screens/segments/segment-edit'),
  (module) => module.SegmentEdit,
);
const Stages = later(
  () => import('./screens/stages/stages'),
  (module) => module.Stages,
);
const StageEdit = later(
  () => import('./screens/stages/stage-edit'),
  (module) => module.StageEdit,
);
const Engagement = later(
  () => import('./screens/engagement/engagement'),
  (module) => module.Engagement,
);
const Delivery = later(
  () => import('./screens/delivery/delivery'),
  (module) => module.Delivery,
);
const Privacy = later(
  () => import('./screens/privacy/privacy'),
  (module) => module.Privacy,
);
const Revenue = later(
  () => import('./screens/revenue/revenue'),
  (module) => module.Revenue,
);
const Sync = later(
  () => import('./screens/sync/sync'),
  (module) => module.Sync,
);
const Predictions = later(
  () => import('./screens/predictions/predictions'),
  (module) => module.Predictions,
);
const Health = later(
  () => import('./screens/health/health'),
  (module) => module.Health,
);
const CustomScores = later(
  () => import('./screens/custom-scores/scores'),
  (module) => module.CustomScores,
);
const Reviews = later(
  () => import('./screens/reviews/reviews'),
  (module) => module.Reviews,
);
const Settings = later(
  () => import('./screens/settings/settings'),
  (module) => module.Settings,
);

const isRules = (params: URLSearchParams): boolean => params.get('section') === 'rules';

const BOTH = ['vendor', 'site'] as const;
const VENDOR = ['vendor'] as const;

/** Every screen of the console, in the order of the navigation; the first one opens by default. */
const screens: readonly [Screen, ...Screen[]] = [
  { id: 'overview', title: 'Overview', scopes: BOTH, Component: Overview, isFiltered: true, canCompare: true },
  { id: 'accounts', title: 'Accounts', scopes: VENDOR, ...Accounts, isFiltered: true },
  { id: 'account', title: 'Account', scopes: VENDOR, ...Account, under: 'accounts' },
  { id: 'user', title: 'User', scopes: VENDOR, ...User, under: 'accounts' },
  { id: 'stages', title: 'Stages', scopes: VENDOR, ...Stages, under: 'accounts', isFiltered: true, canCompare: true },
  { id: 'stage-rules', title: 'Change stages', scopes: VENDOR, ...StageEdit, under: 'accounts' },
  { id: 'catalogue', title: 'Catalogue', scopes: VENDOR, ...Catalogue },
  { id: 'segments', title: 'Segments', scopes: VENDOR, ...Segments },
  { id: 'segment', title: 'Segment', scopes: VENDOR, ...Segment, under: 'segments' },
  { id: 'segment-edit', title: 'Segment', scopes: VENDOR, ...SegmentEdit, under: 'segments' },
  { id: 'engagement', title: 'Engagement', scopes: BOTH, ...Engagement, isFiltered: true, canCompare: true },
  { id: 'revenue', title: 'Revenue', scopes: VENDOR, ...Revenue, isFiltered: true, canCompare: true },
  { id: 'predictions', title: 'Predictions', scopes: VENDOR, ...Predictions },
  { id: 'health', title: 'Health', scopes: VENDOR, ...Health, under: 'predictions', isFiltered: true, canCompare: true, isOfAll: isRules },
  {
    id: 'scores',
    title: 'Scores by rules',
    scopes: VENDOR,
    ...CustomScores,
    under: 'predictions',
    isFiltered: true,
    canCompare: true,
    isOfAll: isScoreWritten,
  },
  { id: 'sync', title: 'Sync', scopes: VENDOR, ...Sync },
  { id: 'reviews', title: 'Reviews', scopes: VENDOR, ...Reviews },
  { id: 'delivery', title: 'Delivery', scopes: BOTH, ...Delivery },
  { id: 'privacy', title: 'Privacy', scopes: BOTH, ...Privacy },
  { id: 'settings', title: 'Settings', scopes: BOTH, ...Settings },
];

export function screensIn(scope: Scope): readonly Screen[] {
  return screens.filter((screen) => screen.scopes.includes(scope));
}

export function screenOf(scope: Scope, id: string): Screen {
  return screensIn(scope).find((screen) => screen.id === id) ?? screens[0];
}
