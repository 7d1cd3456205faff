import { lazy, type ComponentType } from 'react';
import type { Scope } from './parts/page-scope';
import { Overview } from './screens/overview/overview';

export type Screen = {
  readonly id: string;
  readonly title: string;
  readonly scopes: readonly Scope[];
  readonly Component: ComponentType;
  /** The screen of the navigation that this one is reached from; absent for those that stand there. */
  readonly under?: string;
  /** The vendor's filter of accounts stands above it. */
  readonly isFiltered?: boolean;
};

const Accounts = lazy(() => import('./screens/accounts/accounts').then((module) => ({ default: module.Accounts })));
const Account = lazy(() => import('./screens/account/account').then((module) => ({ default: module.Account })));
const User = lazy(() => import('./screens/user/user').then((module) => ({ default: module.User })));
const Engagement = lazy(() => import('./screens/engagement/engagement').then((module) => ({ default: module.Engagement })));
const Delivery = lazy(() => import('./screens/delivery/delivery').then((module) => ({ default: module.Delivery })));
const Privacy = lazy(() => import('./screens/privacy/privacy').then((module) => ({ default: module.Privacy })));
const Revenue = lazy(() => import('./screens/revenue/revenue').then((module) => ({ default: module.Revenue })));
const Sync = lazy(() => import('./screens/sync/sync').then((module) => ({ default: module.Sync })));
const Reviews = lazy(() => import('./screens/reviews/reviews').then((module) => ({ default: module.Reviews })));
const Settings = lazy(() => import('./screens/settings/settings').then((module) => ({ default: module.Settings })));

const BOTH = ['vendor', 'site'] as const;
const VENDOR = ['vendor'] as const;

/** Every screen of the console, in the order of the navigation; the first one opens by default. */
const screens: readonly [Screen, ...Screen[]] = [
  { id: 'overview', title: 'Overview', scopes: BOTH, Component: Overview },
  { id: 'accounts', title: 'Accounts', scopes: VENDOR, Component: Accounts, isFiltered: true },
  { id: 'account', title: 'Account', scopes: VENDOR, Component: Account, under: 'accounts' },
  { id: 'user', title: 'User', scopes: VENDOR, Component: User, under: 'accounts' },
  { id: 'engagement', title: 'Engagement', scopes: BOTH, Component: Engagement, isFiltered: true },
  { id: 'revenue', title: 'Revenue', scopes: VENDOR, Component: Revenue },
  { id: 'sync', title: 'Sync', scopes: VENDOR, Component: Sync },
  { id: 'reviews', title: 'Reviews', scopes: VENDOR, Component: Reviews },
  { id: 'delivery', title: 'Delivery', scopes: BOTH, Component: Delivery },
  { id: 'privacy', title: 'Privacy', scopes: BOTH, Component: Privacy },
  { id: 'settings', title: 'Settings', scopes: BOTH, Component: Settings },
];

export function screensIn(scope: Scope): readonly Screen[] {
  return screens.filter((screen) => screen.scopes.includes(scope));
}

export function screenOf(scope: Scope, id: string): Screen {
  return screensIn(scope).find((screen) => screen.id === id) ?? screens[0];
}
