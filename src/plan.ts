import { checklistPlan } from './checklist/plan';
import { kitPlan } from './tracking/kit-plan';

/** Every event that may leave a site: the feature code's own and the kit's. */
export const plan = { ...checklistPlan, ...kitPlan } as const;
