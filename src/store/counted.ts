import { sql } from '../platform/sql';
import type { Sql } from '../platform/sql';

/** What is counted from receipts: where each single one is noted, where the counts are, and what is told apart beside account, day and user. */
export type Counted = { readonly receipts: Sql; readonly counts: Sql; readonly what: Sql };

export const ACTIVITY: Counted = { receipts: sql`receipt`, counts: sql`activity`, what: sql`event_id` };
/** Events with the values of their properties, of which not every event has any that are kept. */
export const VARIANTS: Counted = { receipts: sql`variant_receipt`, counts: sql`variant_activity`, what: sql`variant_id` };
