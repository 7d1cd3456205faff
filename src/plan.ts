import { checklistProperties } from './checklist/inventory';
import { checklistPlan } from './checklist/plan';
import type { SentPlan } from './tracking/define-plan';
import { kitAccountTraits, kitMembershipTraits, kitPlan, kitUserTraits } from './tracking/kit-plan';

/** Every event that may leave a site: the feature code's own and the kit's. */
export const plan = { ...checklistPlan, ...kitPlan } as const;

/** All that may leave a site: the events, and what is told of accounts and users. */
export const sentPlan: SentPlan = {
  events: plan,
  account: { ...kitAccountTraits, ...checklistProperties },
  user: kitUserTraits,
  membership: kitMembershipTraits,
};
