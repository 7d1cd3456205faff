import { z } from 'zod';
import { AccountFilter } from './account-filter';
import { AskedRange } from './day-range';
import { Standing } from './standing';
import { Target, TileName } from './targets';
import { WeekChanges } from './week-changes';

/** What the overview asks. One `invoke`; money is integer cents (USD), days are UTC. */
export const RangeDays = z.union([z.literal(7), z.literal(30), z.literal(90)]);
export type RangeDays = z.infer<typeof RangeDays>;

export const OverviewRequest = z.strictObject({ rangeDays: RangeDays.default(30), filter: AccountFilter.default({}) });
export type OverviewRequest = z.infer<typeof OverviewRequest>;

const Value = z.number().nullable();

/** A headline figure; null where it is not known. */
export const Tile = z.object({
  name: TileName,
  /** `money`: cents. `share`: of one. `decimal`: a number with a decimal. */
  unit: z.enum(['count', 'share', 'money', 'decimal']),
  value: Value,
  /** The value on `comparedDay`; null while the history is too short. */
  previous: Value,
  /** The way there over the range, at equal steps, oldest first; the last one is `value`. */
  trend: z.array(Value),
  /** Null where none is set, and of a part of the accounts: targets are of all. */
  target: Target.nullable(),
});
export type Tile = z.infer<typeof Tile>;

/** Figures day by day, oldest first. */
const days = {
  series: z.array(
    z.object({ day: z.string(), activeAccounts: z.number(), dau: z.number(), wau: z.number(), mau: z.number(), events: z.number() }),
  ),
  /** MRR at the end of each day of the series; null on a customer's site. */
  mrrCents: z.array(z.number().int()).nullable(),
};
const OverviewSeries = z.object(days);
export type OverviewSeries = z.infer<typeof OverviewSeries>;

/** The time charts of other days. `compare` adds as many days before them, on the same weekdays. */
export const OverviewDaysRequest = z.strictObject({
  range: AskedRange.default('last-30-days'),
  compare: z.boolean().default(false),
  filter: AccountFilter.default({}),
});
export type OverviewDaysRequest = z.infer<typeof OverviewDaysRequest>;
export const OverviewDays = z.object({
  /** The latest year of a longer range, and none of it after today. */
  ...days,
  /** One day for each of the series; null if not asked for. */
  before: OverviewSeries.nullable(),
});
export type OverviewDays = z.infer<typeof OverviewDays>;

export const Overview = z.object({
  /** `vendor`: all sites. `site`: this customer's own site, without money. */
  scope: z.enum(['vendor', 'site']),
  /** The running UTC day, which the figures include. */
  asOfDay: z.string(),
  /** The day that `previous` figures are of: one range back, on the same weekday. */
  comparedDay: z.string(),
  /** Eight of them, in their order. */
  tiles: z.array(Tile),
  /** Only an admin may, and only of all accounts. */
  canSetTargets: z.boolean(),
  ...days,
  /** Users count once in each of their accounts. */
  adoption: z.array(
    z.object({ event: z.string(), accounts: z.number(), users: z.number(), count: z.number(), shareOfActiveAccounts: z.number() }),
  ),
  /** Accounts whose newest activity is not yet in `adoption`. */
  waiting: z.number().int(),
  /** Null on a customer's site. */
  payingUsing: z.object({ counts: z.record(Standing, z.number()), mrrCents: z.record(Standing, z.number()) }).nullable(),
  /** Null on a customer's site. */
  week: WeekChanges.nullable(),
  sync: z
    .object({
      lastDoneAt: z.string().nullable(),
      licences: z.number(),
      transactions: z.number(),
      quarantined: z.number(),
      lastError: z.string().nullable(),
    })
    .nullable(),
});
export type Overview = z.infer<typeof Overview>;

/** Accounts of which use is being counted anew, because the store or what counts as use has changed; until then it may be missing. */
export const CountedAnew = z.object({ accounts: z.number().int() });
export type CountedAnew = z.infer<typeof CountedAnew>;

export const overviewCalls = {
  overview: { input: OverviewRequest, output: Overview },
  overviewDays: { input: OverviewDaysRequest, output: OverviewDays },
  countedAnew: { input: z.strictObject({}), output: CountedAnew },
} as const;
