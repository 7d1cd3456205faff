// npm run revenue -- --transactions FILE …: the MRR bridge of exported files, as JSON, without a database.
import { USAGE, readOptions } from './options';
import { readRows } from './read-rows';
import { reportOf } from './report';

try {
  const options = readOptions(process.argv.slice(2));
  const transactions = readRows(options.transactions);
  const licences = options.licences === null ? [] : readRows(options.licences);
  const { ledger, report } = reportOf(transactions, licences, options);
  console.log(JSON.stringify(report, null, 2));
  const amount = report.unexplained.reduce((sum, item) => sum + Math.abs(item.amount), 0);
  console.error(
    `${transactions.length} rows, ${ledger.accounts.size} accounts; unexplained: ${report.unexplained.length} rows, ${(amount / 100).toFixed(2)} USD.`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : USAGE);
  process.exitCode = 1;
}
