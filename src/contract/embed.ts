import { z } from 'zod';
import { AccountFilter } from './account-filter';
import { RangeDays } from './overview';
import { EngagementGrain, EngagementUnit } from './engagement';
import { MonthsShown } from './revenue-request';

/** Of which accounts. Kept as text, because Confluence keeps no null. */
const FilterText = z.string().max(20_000).transform(readFilter).catch({});

/**
 * What figures outside the console are set to: a gadget on a Jira dashboard, a chart on a Confluence page. Jira and Confluence keep
 * these settings, whoever edits the dashboard or page can read and change them, and they never hold a figure. So what does not fit
 * falls back to the usual, setting by setting.
 */
export const GadgetChoice = z.object({
  /** Names of the numbers shown; empty for all. */
  numbers: z.array(z.string().max(40)).max(40).catch([]),
  rangeDays: RangeDays.catch(30),
  filter: FilterText,
});
export type GadgetChoice = z.infer<typeof GadgetChoice>;

export const ChartKind = z.enum(['actives', 'mrr', 'payingUsing', 'adoption', 'retention', 'lifecycle']);
export type ChartKind = z.infer<typeof ChartKind>;

export const ChartChoice = z.object({
  chart: ChartKind.catch('actives'),
  /** Actives and adoption. */
  rangeDays: RangeDays.catch(30),
  /** MRR. */
  months: MonthsShown.catch(12),
  /** Retention and lifecycle. */
  unit: EngagementUnit.catch('user'),
  grain: EngagementGrain.catch('month'),
  filter: FilterText,
});
export type ChartChoice = z.infer<typeof ChartChoice>;

/** What Confluence is given to keep of a chart. */
export const chartSettings = ({ filter, ...choice }: ChartChoice): Record<string, string | number> => ({
  ...choice,
  filter: JSON.stringify(filter),
});

/** What Jira is given to keep of a gadget. */
export const gadgetSettings = ({ filter, ...choice }: GadgetChoice): Record<string, unknown> => ({
  ...choice,
  filter: JSON.stringify(filter),
});

export const readGadgetChoice = (kept: unknown): GadgetChoice => GadgetChoice.parse(isRecord(kept) ? kept : {});
export const readChartChoice = (kept: unknown): ChartChoice => ChartChoice.parse(isRecord(kept) ? kept : {});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function readFilter(text: string): AccountFilter {
  try {
    const filter = AccountFilter.safeParse(JSON.parse(text));
    return filter.success ? filter.data : {};
  } catch {
    return {};
  }
}
