/**
 * Who gives an account's property its value. Two writers would overwrite each other for ever, so each has exactly one: the run
 * time (what the platform tells the installed app), the Marketplace (what reports say of the licence), or nobody (destinations
 * give the name a meaning of their own, such as merging accounts of one domain). Any other name is free for the app.
 */
export type TraitOwner = 'run-time' | 'marketplace' | 'nobody';

export const TRAIT_OWNERS: Readonly<Record<string, TraitOwner>> = {
  // Of an account that is known by its site alone no report says anything; the run time names those, and no other.
  name: 'marketplace',
  company: 'marketplace',
  app: 'marketplace',
  country: 'marketplace',
  region: 'marketplace',
  tier: 'marketplace',
  seats: 'marketplace',
  edition: 'marketplace',
  hosting: 'marketplace',
  licenceType: 'marketplace',
  status: 'marketplace',
  maintenanceStartDate: 'marketplace',
  maintenanceEndDate: 'marketplace',
  evaluationStartDate: 'marketplace',
  evaluationEndDate: 'marketplace',

  cloudId: 'run-time',
  siteKind: 'run-time',
  environmentType: 'run-time',
  appVersion: 'run-time',
  installed: 'run-time',
  licenceState: 'run-time',
  isEvaluation: 'run-time',
  installedEdition: 'run-time',
  billingPeriod: 'run-time',
  trialEndsDay: 'run-time',
  subscriptionEndsDay: 'run-time',

  address: 'nobody',
  avatar: 'nobody',
  createdAt: 'nobody',
  description: 'nobody',
  domain: 'nobody',
  email: 'nobody',
  employees: 'nobody',
  id: 'nobody',
  industry: 'nobody',
  mrr: 'nobody',
  phone: 'nobody',
  plan: 'nobody',
  username: 'nobody',
  website: 'nobody',
};
