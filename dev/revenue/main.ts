// npm run revenue -- --transactions FILE …: the MRR bridge of exported files, as JSON, without a database.
import type { Ledger } from '../../src/revenue/ledger';
import { USAGE, readOptions } from './options';
import { readRows } from './read-rows';
import { statedRows } from './partner-metrics';
import { reportOf } from './report';
import { reconcile } from '../../src/revenue/reconcile';

/** The app of a file that holds one only: stated figures need not name it then. */
function onlyAppOf({ accounts }: Ledger): string | null {
  const apps = new Set([...accounts.values()].map(({ app }) => app));
  const [app] = apps;
  return apps.size === 1 ? (app ?? null) : null;
}

try {
  const options = readOptions(process.argv.slice(2));
  const transactions = readRows(options.transactions);
  const licences = options.licences === null ? [] : readRows(options.licences);
  const { ledger, report } = reportOf(transactions, licences, options);
  const stated = options.partnerMetrics === null ? null : statedRows(readRows(options.partnerMetrics), onlyAppOf(ledger));
  const reconciliation = stated?.map((row) => reconcile(ledger, row));
  console.log(JSON.stringify({ ...report, ...(reconciliation === undefined ? {} : { reconciliation }) }, null, 2));
  const amount = report.unexplained.reduce((sum, item) => sum + Math.abs(item.amount), 0);
  console.error(
    `${transactions.length} rows, ${ledger.accounts.size} accounts; unexplained: ${report.unexplained.length} rows, ${(amount / 100).toFixed(2)} USD.`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : USAGE);
  process.exitCode = 1;
}
