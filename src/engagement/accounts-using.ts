import type { Series } from './series';
import { isUsed } from './update-series';

/** Accounts of the view in which one of the counted events was used in [fromDay, toDay), by id: what a filter by feature takes. */
export function accountsUsing(series: Series, eventIds: readonly number[], fromDay: number, toDay: number): Set<number> {
  const { span, eventIndex, accounts } = series.activity;
  const events = eventIds.flatMap((id) => eventIndex.get(id) ?? []);
  const from = Math.max(0, fromDay - span.fromDay);
  const to = Math.min(span.days, toDay - span.fromDay);
  const using = new Set<number>();
  for (let account = 0; account < series.accountsKnown; account += 1) {
    if (series.included[account] === 0) continue;
    if (events.some((event) => isUsedBetween(series, account, event, from, to))) using.add(accounts.ids[account] ?? 0);
  }
  return using;
}

function isUsedBetween(series: Series, account: number, event: number, from: number, to: number): boolean {
  for (let day = from; day < to; day += 1) if (isUsed(series, account, event, day)) return true;
  return false;
}
