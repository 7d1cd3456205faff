import { lazy, type ComponentType } from 'react';
import { Overview } from './screens/overview/overview';

export type Screen = { readonly id: string; readonly title: string; readonly Component: ComponentType };

const Delivery = lazy(() => import('./screens/delivery/delivery').then((module) => ({ default: module.Delivery })));
const Privacy = lazy(() => import('./screens/privacy/privacy').then((module) => ({ default: module.Privacy })));
const Settings = lazy(() => import('./screens/settings/settings').then((module) => ({ default: module.Settings })));

/** Every screen of the console, in the order of the navigation; the first one opens by default. */
export const screens: readonly [Screen, ...Screen[]] = [
  { id: 'overview', title: 'Overview', Component: Overview },
  { id: 'delivery', title: 'Delivery', Component: Delivery },
  { id: 'privacy', title: 'Privacy', Component: Privacy },
  { id: 'settings', title: 'Settings', Component: Settings },
];

export const screenOf = (id: string): Screen => screens.find((screen) => screen.id === id) ?? screens[0];
