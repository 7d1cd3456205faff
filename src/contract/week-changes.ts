import { z } from 'zod';

const account = { accountId: z.number().int(), company: z.string(), app: z.string() };
const cents = z.number().int();
/** Users active in seven days, and in the seven days before those. */
const Use = z.object({ users: z.number().int(), usersBefore: z.number().int() });

/** Something that happened to an account in the week, with what shows it. Money is integer cents (USD) a month. */
export const WeekChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['mrr-up', 'mrr-down']),
    ...account,
    /** The last day on which it moved. */
    day: z.string(),
    /** What was bought or left, without what a currency did. */
    movedCents: cents,
    /** MRR before and after the week. */
    beforeCents: cents,
    afterCents: cents,
    /** It had paid once before. */
    isReturning: z.boolean(),
    /** Where use went the same way. */
    use: Use.nullable(),
  }),
  z.object({ kind: z.enum(['use-up', 'use-down']), ...account, mrrCents: cents, ...Use.shape }),
  z.object({
    kind: z.literal('silent'),
    ...account,
    mrrCents: cents,
    lastActiveDay: z.string(),
    /** Users of the thirty days up to that day. */
    users30: z.number().int(),
  }),
  z.object({ kind: z.literal('trial'), ...account, /** Of the trial, 1 the first. */ trialDay: z.number().int(), ...Use.shape }),
]);
export type WeekChange = z.infer<typeof WeekChange>;

/** Seven whole days, both included, beside the seven before them. */
export const WeekChanges = z.object({ fromDay: z.string(), toDay: z.string(), better: z.array(WeekChange), worse: z.array(WeekChange) });
export type WeekChanges = z.infer<typeof WeekChanges>;
