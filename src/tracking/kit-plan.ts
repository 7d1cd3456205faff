import { boolean, day, defineTrackingPlan, id, oneOf, optional } from './define-plan';

/** What a user is in an account: how the site admits them. Whoever has no account ID has no role. */
export const ROLES = ['licensed', 'unlicensed', 'customer', 'unknown'] as const;

const licence = oneOf('active', 'evaluation', 'inactive', 'none');
const edition = oneOf('standard', 'advanced', 'none');
const role = oneOf(...ROLES);
// Segment's names for what a trial is.
const trial = { trial_start_date: optional(day()), trial_end_date: optional(day()), trial_plan_name: edition };

/** What the kit itself reports of an account: that it is there, and what happens to its installation. Never usage. */
export const kitPlan = defineTrackingPlan({
  'Site Observed': {
    feature: false,
    description: 'Daily sign of life: this site reports, whether or not anybody used the app',
    properties: { licence },
  },
  'App Installed': { feature: false, description: 'The app was installed on a site', properties: {} },
  'App Upgraded': { feature: false, description: 'A new major version was installed', properties: {} },
  'App Uninstalled': { feature: false, description: 'The app is about to be uninstalled', properties: { licence } },
  'Trial Started': { feature: false, description: 'An evaluation of the app began', properties: trial },
  'Trial Ended': { feature: false, description: 'The evaluation of the app is over, bought or not', properties: trial },
  'Licence Activated': { feature: false, description: 'A paid licence took effect', properties: { edition } },
  'Licence Lapsed': { feature: false, description: 'The paid licence is no longer valid', properties: { edition } },
  'Edition Changed': {
    feature: false,
    description: 'The site went over to another edition of the app',
    properties: { from: oneOf('standard', 'advanced'), to: oneOf('standard', 'advanced') },
  },
  'Account Merged': {
    feature: false,
    description: 'The account has another id since a licence appeared; what was reported under the previous id is the same account',
    properties: { previousId: id('account') },
  },
  'Account Added User': { feature: false, description: 'A user was seen in the account for the first time', properties: { role } },
  'Account Removed User': { feature: false, description: 'A user has left the account', properties: {} },
  'User Erasure Requested': {
    feature: false,
    description: 'All that is known of a user is to be deleted',
    properties: { cause: oneOf('admin', 'account-closed', 'requested') },
  },
});

/** What the kit tells of an account beside its events. */
export const kitAccountTraits = {
  name: optional(id('account')),
  cloudId: id('site'),
  siteKind: oneOf('production', 'sandbox', 'development', 'internal'),
  environmentType: oneOf('production', 'staging', 'development', 'other'),
  appVersion: id('version'),
  installed: boolean(),
  licenceState: licence,
  isEvaluation: boolean(),
  installedEdition: edition,
  billingPeriod: oneOf('monthly', 'annual', 'other', 'none'),
  trialEndsDay: optional(day()),
  subscriptionEndsDay: optional(day()),
} as const;

/** What the kit tells of a user, and of a user in an account. */
export const kitUserTraits = { accountType: role } as const;
export const kitMembershipTraits = { role, firstSeenDay: day() } as const;
