import { enabledDestinations } from '../delivery/destinations';
import { foldLedger } from '../delivery/fold-ledger';
import { replayParked } from '../delivery/replay';
import { dayNumberOf } from '../platform/days';
import { clockPort, ddlPort, kvsPort, logPort, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import { freezeBatches } from '../store/delivery-batches';
import { freezeReceipts } from '../store/freeze-receipts';
import { expireLetters, LETTER_DAYS } from '../store/letters';
import { migrate } from '../store/migrate';
import type { Migration } from '../store/migrate';
import { forgetRefusals } from '../store/refusals';
import { forgetOldExamples } from '../store/sent-examples';
import { deliveryPorts } from './delivery-ports';

const DAY_MS = 86_400_000;
/** Of the trigger's five minutes. */
const FOLD_MS = 200_000;

/** Brings what was captured into the database. `limitMs`: how long the caller can wait. */
export async function foldCaptured(limitMs: number): Promise<void> {
  await foldLedger({ kvs: kvsPort, sql: sqlPort, log: logPort, store: deliveryPorts.store }, clockPort, clockPort() + limitMs);
}

/** Hourly: the schema, the ledger, what was parked and can go now; and what is old goes. Each step may run again. */
export async function keepUp(migrations: readonly Migration[]): Promise<void> {
  const ports = { sql: sqlPort, ddl: ddlPort };
  await migrate(ports, migrations);
  await foldCaptured(FOLD_MS);
  const replayed = await replayParked(
    { sql: sqlPort, queue: queuePort, clock: clockPort, kvs: kvsPort },
    enabledDestinations(variablesPort),
  );
  const today = dayNumberOf(clockPort());
  const purged = await freezeReceipts(sqlPort, today);
  if (purged > 0 || replayed > 0) logPort('info', 'upkeep', { purged, replayed });
  await freezeBatches(sqlPort, today);
  if (isFirstHour(clockPort())) {
    await expireLetters(sqlPort, clockPort() - LETTER_DAYS * DAY_MS);
    await forgetRefusals(sqlPort, today);
    await forgetOldExamples(sqlPort, today);
  }
}

/** What need be done once a day is done by one of the day's runs; a day without it does no harm. */
function isFirstHour(now: number): boolean {
  return now % DAY_MS < 3_600_000;
}
