import { enabledDestinations } from '../delivery/destinations';
import { foldLedger } from '../delivery/fold-ledger';
import { forgetWell, HEALTH_KEY, readHealth } from '../delivery/health';
import { replayParked } from '../delivery/replay';
import { dayNumberOf } from '../platform/days';
import { backgroundSqlPort, clockPort, ddlPort, kvsPort, logPort, queuePort, sqlPort, variablesPort } from '../platform/forge-ports';
import { freezeBatches } from '../store/delivery-batches';
import { noteStartsWithoutDays } from '../store/account-starts';
import { refreshEngagement } from '../store/engagement-rows';
import { refreshEventDays } from '../store/event-days';
import { freezeReceipts } from '../store/freeze-receipts';
import { expireLetters, LETTER_DAYS } from '../store/letters';
import { packOldActivity } from '../store/pack-activity';
import { migrate } from '../store/migrate';
import type { Migration } from '../store/migrate';
import { forgetRefusals } from '../store/refusals';
import { forgetOldExamples } from '../store/sent-examples';
import { recountAccounts } from '../store/recount-accounts';
import { noteMovedWindows, staleAccounts } from '../store/stale-accounts';
import { deliveryPorts } from './delivery-ports';

type Role = 'customer' | 'vendor';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The trigger is hourly; what a page brings about by itself when somebody looks is done every so many hours. Installs that nobody uses cost next to nothing. */
const HOURS_BETWEEN_ROUNDS = 6;
/** Of the trigger's five minutes. */
const FOLD_MS = 120_000;
const RECOUNT_MS = 60_000;
const REFRESH_MS = 60_000;
const PACK_MS = 60_000;
const HISTORY_MS = 20_000;
/** As many as are computed together. */
const FEW_ACCOUNTS = 20;
/** Beyond so many a page's wait would not make its figures whole either: it brings in some of them and says how many wait. */
const MANY_ACCOUNTS = 500;
const MANY_MS = 300;
/** Set while a round could not fold, or count, everything: then each hour goes on with it. */
const BEHIND_KEY = 'upkeep:behind';

/** Brings what was captured into the database. `limitMs`: how long the caller can wait. True when nothing is left. */
export async function foldCaptured(limitMs: number): Promise<boolean> {
  return await foldLedger({ kvs: kvsPort, sql: sqlPort, log: logPort, store: deliveryPorts.store }, clockPort, clockPort() + limitMs);
}

/** Brings the newest activity into the figures that engagement is read from. True when nothing is left. */
async function refreshUse(limitMs: number, sql = sqlPort): Promise<boolean> {
  const now = clockPort();
  return await refreshEngagement({ sql, clock: clockPort }, { today: dayNumberOf(now), deadline: now + limitMs });
}

/** The same for a page that is waited for: where many accounts have newer activity, a part of them would not make its figures whole. */
export async function refreshUseOfFew(limitMs: number): Promise<void> {
  const stale = await staleAccounts(sqlPort, 0, FEW_ACCOUNTS + 1);
  if (stale.length > 0 && stale.length <= FEW_ACCOUNTS) await refreshUse(limitMs);
}

/** The same for a page of engagement, which is waited for while that makes it whole. */
export async function refreshUseForPage(limitMs: number): Promise<void> {
  const stale = await staleAccounts(sqlPort, 0, MANY_ACCOUNTS + 1);
  if (stale.length > 0) await refreshUse(stale.length > MANY_ACCOUNTS ? MANY_MS : limitMs);
}

/** Brings the newest activity into the days that funnels are read from. True when nothing is left. */
export async function packActivity(limitMs: number, sql = sqlPort): Promise<boolean> {
  return await refreshEventDays({ sql, clock: clockPort }, { deadline: clockPort() + limitMs });
}

/** Counts accounts anew that are noted for it; the vendor's install has a queue for that. True when none is left. */
async function recountHere(): Promise<boolean> {
  const now = clockPort();
  const ports = { sql: backgroundSqlPort(), clock: clockPort, counted: () => Promise.resolve() };
  return await recountAccounts(ports, { today: dayNumberOf(now), deadline: now + RECOUNT_MS });
}

/** The hourly trigger. */
export async function keepUpHourly(migrations: readonly Migration[], role: Role): Promise<void> {
  const hour = Math.floor(clockPort() / HOUR_MS);
  const notes = await kvsPort.getMany([HEALTH_KEY, BEHIND_KEY]);
  if (hour % HOURS_BETWEEN_ROUNDS === 0 || notes.has(BEHIND_KEY)) {
    await keepUp(migrations, role);
  } else {
    // Whatever had trouble lately may have letters that can go now.
    const troubled = Object.keys(readHealth(notes.get(HEALTH_KEY)));
    const destinations = enabledDestinations(variablesPort).filter((key) => troubled.includes(key));
    if (destinations.length > 0) await replayParked(replayPorts, destinations);
  }
}

const replayPorts = { sql: sqlPort, queue: queuePort, clock: clockPort, kvs: kvsPort };

/** A whole round: the schema, the ledger, what was parked and can go now; and what is old goes. Each step may run again. */
export async function keepUp(migrations: readonly Migration[], role: Role): Promise<void> {
  await migrate({ sql: sqlPort, ddl: ddlPort }, migrations);
  const done = await foldCaptured(FOLD_MS);
  const counted = role === 'vendor' || (await recountHere());
  if (done && counted) await kvsPort.delete(BEHIND_KEY);
  else await kvsPort.set(BEHIND_KEY, true);

  const replayed = await replayParked(replayPorts, enabledDestinations(variablesPort));
  if (replayed === 0) await forgetWell(kvsPort);
  const now = clockPort();
  const today = dayNumberOf(now);
  await noteMovedWindows(sqlPort, today);
  await noteStartsWithoutDays(sqlPort);
  const background = backgroundSqlPort();
  await refreshUse(REFRESH_MS, background);
  await packActivity(PACK_MS, background);
  const purged = await freezeReceipts(background, today);
  await packOldActivity({ sql: background, clock: clockPort }, { today, deadline: clockPort() + HISTORY_MS });
  await freezeBatches(sqlPort, today);
  if (purged > 0 || replayed > 0) logPort('info', 'upkeep', { purged, replayed });
  // Once a day is enough, and a day without it does no harm.
  if (now % DAY_MS < HOURS_BETWEEN_ROUNDS * HOUR_MS) {
    await expireLetters(sqlPort, now - LETTER_DAYS * DAY_MS);
    await forgetRefusals(sqlPort, today);
    await forgetOldExamples(sqlPort, today);
  }
}
