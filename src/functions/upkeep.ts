import { dayNumberOf } from '../platform/days';
import { clockPort, ddlPort, logPort, sqlPort } from '../platform/forge-ports';
import { freezeReceipts } from '../store/freeze-receipts';
import { migrate } from '../store/migrate';
import type { Migration } from '../store/migrate';

/** Hourly: brings the schema up to date and lets old receipts go. */
export async function keepUp(migrations: readonly Migration[]): Promise<void> {
  await migrate({ sql: sqlPort, ddl: ddlPort }, migrations);
  const purged = await freezeReceipts(sqlPort, dayNumberOf(clockPort()));
  if (purged > 0) logPort('info', 'receipts-frozen', { purged });
}
