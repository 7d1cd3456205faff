import { z } from 'zod';
import { Condition, Relation } from '../../segments/condition';
import { EventWindow } from '../../segments/window';
import { MAX_FORMULA_LENGTH } from '../formula/parse';

const Name = z.string().min(1).max(200);

/** Windows that have an equally long one before them, and so can be compared and drawn a line through. */
const ComparableWindow = z.union([
  z.strictObject({ type: z.literal('lastDays'), days: z.int().min(1).max(400) }),
  z.strictObject({ type: z.enum(['today', 'yesterday']) }),
]);
/** Days that a streak is looked back for. */
export const MAX_STREAK = 400;

const TrendWindow = z.strictObject({ type: z.literal('lastDays'), days: z.int().min(14).max(400) });

/** Null: any event that counts as activity. */
const events = z.array(Name).min(1).max(20).nullable();

/**
 * A property that follows from others, without code.
 * - `events`: what was done in a window. `count` uses; `days` on which there was any; `others` who did it: users of an account, accounts
 *   of a user; `kinds` of events; `first` and `last` day; `daysSince` the last; `share` of a user in an account: the part of what everybody
 *   did there, absent where nobody did anything.
 * - `change`: this window's count against that of the window before, −1 to any number; absent where there was nothing before.
 * - `trend`: events more or fewer each week, by least squares over the whole weeks of the window, the running one left out.
 * - `streak`: days without a gap up to today, or to yesterday while today has none yet; 400 at most.
 * - `eventProperty`: over the values that a property had in those events.
 * - `related`: over those related, with null for the number of them.
 */
export const ComputedDefinition = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('events'),
    measure: z.enum(['count', 'days', 'others', 'kinds', 'first', 'last', 'daysSince', 'share']),
    events,
    within: EventWindow,
  }),
  z.strictObject({ type: z.literal('change'), events, within: ComparableWindow }),
  z.strictObject({ type: z.literal('trend'), events, within: TrendWindow }),
  z.strictObject({ type: z.literal('streak'), events }),
  z.strictObject({
    type: z.literal('eventProperty'),
    measure: z.enum(['distinct', 'sum', 'average', 'min', 'max', 'first', 'last']),
    event: Name,
    property: Name,
    within: EventWindow,
  }),
  z.strictObject({
    type: z.literal('related'),
    relation: Relation,
    measure: z.enum(['distinct', 'sum', 'average', 'min', 'max', 'first', 'last']).nullable(),
    property: Name.nullable(),
    where: Condition.nullable().default(null),
  }),
  z.strictObject({ type: z.literal('ratio'), of: Name, to: Name }),
  z.strictObject({ type: z.literal('formula'), formula: z.string().max(MAX_FORMULA_LENGTH) }),
]);
export type ComputedDefinition = z.infer<typeof ComputedDefinition>;

/** Whether it is made of any activity, whatever counts as that. */
export const asksForActivity = (definition: ComputedDefinition): boolean => 'events' in definition && definition.events === null;
