import { overviewMoney } from '../console/overview-money';
import type { OverviewHouse } from '../console/overview-house';
import { mrrByDay } from '../store/queries/overview-money';
import { syncStatus } from '../store/queries/sync-status';

/** The vendor's overview has money in it, from tables that no customer's site has. */
export const vendorHouse: OverviewHouse = {
  scope: 'vendor',
  mrrByDay,
  money: (sql, asked) => overviewMoney(sql, asked, () => syncStatus(sql)),
};
