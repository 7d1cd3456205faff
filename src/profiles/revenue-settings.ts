import { z } from 'zod';
import type { ClockPort, KvsPort, SqlPort } from '../platform/ports';
import { DEFAULT_SETTINGS } from '../revenue/settings';
import { markAllDirty } from '../store/revenue-dirty';

const GRACE_KEY = 'revenue:grace-days';
const COSTS_KEY = 'revenue:costs';

const GraceDays = z.number().int().min(0).max(90);

/** What a month costs, in cents: the platform's bill and support are shared out by use and by hours, the rest by MRR. */
const CostSettings = z.object({
  forgeCents: z.number().int().min(0),
  supportCentsPerHour: z.number().int().min(0),
  supportHours: z.number().min(0),
  fixedCents: z.number().int().min(0),
});
export type CostSettings = z.infer<typeof CostSettings>;
const NO_COSTS: CostSettings = { forgeCents: 0, supportCentsPerHour: 0, supportHours: 0, fixedCents: 0 };

/** How many days a pause may take; none until somebody has said so. */
export async function readGraceDays(kvs: Pick<KvsPort, 'get'>): Promise<number> {
  const read = GraceDays.safeParse(await kvs.get(GRACE_KEY));
  return read.success ? read.data : DEFAULT_SETTINGS.graceDays;
}

/** Every account must be computed anew: the caller puts that on the queue. The setting first, so that none is computed by the old one after. */
export async function changeGraceDays(
  ports: { readonly sql: SqlPort; readonly kvs: Pick<KvsPort, 'set'>; readonly clock: ClockPort },
  graceDays: number,
): Promise<void> {
  await ports.kvs.set(GRACE_KEY, GraceDays.parse(graceDays));
  await markAllDirty(ports.sql, `${ports.clock()} grace`);
}

/** What a month costs; nothing until somebody has said so. */
export async function readCosts(kvs: Pick<KvsPort, 'get'>): Promise<CostSettings> {
  const read = CostSettings.safeParse(await kvs.get(COSTS_KEY));
  return read.success ? read.data : NO_COSTS;
}

export async function writeCosts(kvs: Pick<KvsPort, 'set'>, costs: CostSettings): Promise<void> {
  await kvs.set(COSTS_KEY, CostSettings.parse(costs));
}
