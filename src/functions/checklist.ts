import { checklistCalls } from '../checklist/calls';
import { describeAsUser } from '../checklist/describe-container';
import { forgeChecklistStore } from '../platform/checklist-store';
import { productPort } from '../platform/forge-ports';
import { resolver } from '../platform/resolver';
import { track } from './capture';
import { trackingChoiceHandlers } from './privacy';

/** What the end-user pages may ask: their checklist, and to have their events recorded. */
export const checklist = resolver({
  ...checklistCalls(forgeChecklistStore(), describeAsUser(productPort)),
  ...trackingChoiceHandlers,
  track,
});
