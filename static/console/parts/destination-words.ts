import type { DestinationName } from '../../../src/contract/delivery';

export const destinationNames: Readonly<Record<DestinationName, string>> = {
  segment: 'Segment',
  journy: 'journy.io',
  intake: 'Vendor’s intake',
  store: 'Own store',
};

/** What a host costs that is not on Atlassian's list of analytics tools. */
export const BADGE_PRICE =
  'This host is not on Atlassian’s list of analytics tools. An app that may send there is not eligible for the Runs on Atlassian badge: that is its price.';

/** Where an admin finds Atlassian's own switch for what apps send. */
export const EGRESS_SWITCH =
  'An organization admin switches it on at admin.atlassian.com: Connected apps, this app, “Manage access to analytics and logs”.';
