// What every table of a vendor's store takes: ten million events of 5,000 accounts and 500,000 users, what was told of these, 100,000 licences and
// 300,000 sales with the revenue that is computed of them, and the segments that come with the product. A share of it is made in an SQLite file by the use cases
// themselves, as it is at the end of the day on which most activity is not packed yet; printed is the whole, as TiDB would count it, table by table.
// Options: --share S (0.1), --columns (each column too).
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { storeProfiles } from '../../src/intake/store-profiles';
import { tellStandings } from '../../src/marketplace/tell-standings';
import { dayFromNumber } from '../../src/platform/days';
import type { SqlPort } from '../../src/platform/ports';
import { sql } from '../../src/platform/sql';
import { refreshAccounts } from '../../src/profiles/refresh-accounts';
import { saveDefinition } from '../../src/profiles/segments/save-definition';
import { walkSegments } from '../../src/profiles/segments/walk-segments';
import { workOffTouched } from '../../src/profiles/segments/work-off';
import { updateRevenue, type UpdatePlace } from '../../src/profiles/update-revenue';
import { segmentTemplates } from '../../src/segments/templates';
import { chunked } from '../../src/store/chunks';
import { refreshEngagement } from '../../src/store/engagement-rows';
import { refreshEventDays } from '../../src/store/event-days';
import { freezeReceipts } from '../../src/store/freeze-receipts';
import { migrate } from '../../src/store/migrate';
import { vendorMigrations } from '../../src/store/migrations/vendor';
import { DAYS_TOGETHER, PACKED_AFTER_DAYS, packOldActivity } from '../../src/store/pack-activity';
import { ROOT } from '../derive/manifest';
import { startMarketplaceServer } from '../marketplace/start-marketplace-server';
import { simulateVendor } from '../simulator/simulate-vendor';
import { portsOver } from '../sql/ports';
import { openSqlite } from '../sql/sqlite-engine';
import { MARKETPLACE_LOGIN, vendorVariables } from '../variables';
import { LAST_DAY } from './engagement/questions';
import { sampleActivity } from './engagement/rows';
import { fillStore } from './engagement-store/fill';
import { accountName, APP, userName, usesOf, type Use } from './engagement-store/history';
import { report } from './report';
import { estimateOfFile } from './space/estimate-of-file';
import { measuredSync, newMeter } from './sync/measured-sync';

const WHOLE = { events: 10_000_000, licences: 100_000, sales: 300_000 };
const BUDGET_MIB = 700;
/** The mean count of a row of the sample. */
const EVENTS_PER_ROW = 1.69;
/** So many days of activity are not packed at most: those that follow the last ones are packed with the next. */
const MOST_UNPACKED_DAYS = PACKED_AFTER_DAYS + DAYS_TOGETHER;
/** The history ends some days earlier, on a day with so many. */
const EARLIER = (LAST_DAY + 1 - MOST_UNPACKED_DAYS) % DAYS_TOGETHER;
const TODAY = LAST_DAY - EARLIER;
const NOW = (TODAY + 0.5) * 86_400_000;
const MIB = 2 ** 20;
const CALLS_AT_ONCE = 1_000;
/** The vendor's window that gives some three sales a licence. */
const MONTHS = 6;
/** Licences of Atlassian's own are not asked for. */
const WITH_ATLASSIANS_OWN = 1.05;
const nothing = () => Promise.resolve();
const noKvs = { get: () => Promise.resolve(undefined) };

async function bench(share: number, withColumns: boolean): Promise<void> {
  const folder = join(ROOT, '.tidemark/bench/space');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'store.sqlite');
  const engine = openSqlite(file);
  const store = portsOver(engine);
  await migrate(store, vendorMigrations);
  const ports = {
    sql: store.sql,
    clock: () => NOW,
    kvs: noKvs,
    log: () => undefined,
    walk: nothing,
    emit: nothing,
    eraseContacts: nothing,
    variables: () => undefined,
  };
  const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const made = await work();
    console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
    return made;
  };

  const events = Math.round(WHOLE.events * share);
  const uses = usesOf(sampleActivity(Math.round(events / EVENTS_PER_ROW), events).rows).map((use) => ({ ...use, day: use.day - EARLIER }));
  await step('activity', () => fillStore(store.sql, uses, TODAY));
  await step('what is told of users', () => tellOf(store.sql, uses));
  const sold = await step('licences and sales', () => syncVendor(store.sql, Math.round(WHOLE.licences * share)));
  await step('revenue', async () => {
    for (let from: UpdatePlace | null = { step: 'take-in', place: null }; from !== null;) from = await updateRevenue(ports, from);
  });
  await step('accounts', async () => {
    for (let after: number | null = 0; after !== null;) after = await tellStandings(ports, after);
    for (let after: number | null = 0; after !== null;) after = await refreshAccounts(ports, after);
  });
  await step('prepared rows and packs', async () => {
    await refreshEngagement(ports, { today: TODAY, deadline: Infinity });
    await refreshEventDays(ports, { deadline: Infinity });
    await freezeReceipts(ports.sql, TODAY);
    await packOldActivity(ports, { today: TODAY, deadline: Infinity });
  });
  const segments = await step('segments', async () => {
    const saved = await addTemplates(ports);
    await walkSegments(ports, null, Infinity);
    // What the steps before have noted is looked at within the hour.
    await workOffTouched(ports, Infinity);
    return saved;
  });
  const stored = await storedRows(store.sql);
  await engine.close();

  const tables = await estimateOfFile(file);
  const whole = (bytes: number) => bytes / MIB / share;
  const shown = (bytes: number) => Number(whole(bytes).toFixed(1));
  console.table(
    tables
      .filter(({ rows }) => rows > 0)
      .flatMap(({ table, rows, bytes, columns }) => [
        {
          table,
          rows: Math.round(rows / share),
          column: '',
          MiB: shown(bytes),
          'in keys': shown(columns.reduce((sum, { keys }) => sum + keys, 0)),
        },
        ...(withColumns
          ? columns.map(({ column, data, keys }) => ({ table, rows: '', column, MiB: shown(data + keys), 'in keys': shown(keys) }))
          : []),
      ]),
  );
  const empty = tables.flatMap(({ table, rows }) => (rows === 0 ? [table] : []));
  console.log(`Nothing is in ${empty.sort().join(', ')}.`);
  const tidbMiB = whole(tables.reduce((sum, { bytes }) => sum + bytes, 0));
  const fileMiB = whole((await stat(file)).size);
  console.log(
    `The whole takes ${tidbMiB.toFixed(0)} MiB as TiDB counts and ${fileMiB.toFixed(0)} in a file of SQLite; the budget is ${String(BUDGET_MIB)}.`,
  );
  report({
    bench: 'space',
    agree: stored.licences === sold.licences && stored.sales === sold.sales && stored.unpackedDays === MOST_UNPACKED_DAYS,
    ratio: Number((BUDGET_MIB / tidbMiB).toFixed(3)),
    pass: tidbMiB <= BUDGET_MIB,
    share,
    ...stored,
    segments,
    tidbMiB: Math.round(tidbMiB),
    fileMiB: Math.round(fileMiB),
  });
}

/** What the kit tells of each user, and of each user in an account. */
async function tellOf(port: SqlPort, uses: readonly Use[]): Promise<void> {
  const pairs = new Map(uses.filter(({ user }) => user !== 0).map((use) => [`${String(use.account)}:${String(use.user)}`, use]));
  const timestamp = new Date(NOW).toISOString();
  const calls = [...pairs.values()].flatMap(({ account, user, day }) => {
    const context = {
      groupId: accountName(account),
      app: { name: APP },
      forge: { appKey: APP },
      traits: { role: 'licensed', firstSeenDay: dayFromNumber(day) },
    };
    const of = { userId: userName(user), timestamp, context };
    const id = `${String(account)}.${String(user)}`;
    return [
      { ...of, type: 'identify' as const, messageId: `i${id}`, traits: { accountType: 'licensed' } },
      { ...of, type: 'group' as const, messageId: `g${id}`, groupId: accountName(account), traits: {} },
    ];
  });
  for (const chunk of chunked(calls, CALLS_AT_ONCE)) await storeProfiles(port, chunk, { relationshipKey: 'traits', receivedAt: NOW });
}

async function syncVendor(port: SqlPort, licences: number): Promise<{ readonly licences: number; readonly sales: number }> {
  const accounts = Math.ceil(licences * WITH_ATLASSIANS_OWN);
  const simulated = simulateVendor({ seed: 'space', accounts, months: MONTHS, endDay: dayFromNumber(TODAY) });
  const vendor = {
    ...simulated,
    licences: simulated.licences.filter(({ licenseSourceType }) => licenseSourceType !== 'Atlassian').slice(0, licences),
    transactions: simulated.transactions.slice(0, (licences * WHOLE.sales) / WHOLE.licences),
  };
  const server = await startMarketplaceServer({ port: 0, vendor, ...MARKETPLACE_LOGIN, now: () => NOW, quirks: { exportPolls: 0 } });
  const variables = vendorVariables(vendor.vendorId);
  try {
    await measuredSync(
      {
        sql: port,
        http: async (request) => {
          const { pathname, search } = new URL(request.url);
          const response = await fetch(`${server.url}${pathname}${search}`, { method: request.method, headers: request.headers });
          return { kind: 'answered', status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
        },
        variables: (name) => variables[name],
        clock: () => NOW,
        log: () => undefined,
        emit: nothing,
        eraseContacts: nothing,
      },
      newMeter(),
    );
  } finally {
    await server.stop();
  }
  return { licences: vendor.licences.length, sales: vendor.transactions.length };
}

type Stored = { readonly licences: number; readonly sales: number; readonly unpackedDays: number };

async function storedRows(port: SqlPort): Promise<Stored> {
  const [row] = await port.query(sql`
    SELECT (SELECT COUNT(*) FROM licence) AS licences, (SELECT COUNT(*) FROM transaction_line) AS sales,
      (SELECT COUNT(DISTINCT day) FROM activity WHERE day >= 0 AND count > 0) AS unpacked_days`);
  return { licences: Number(row?.licences), sales: Number(row?.sales), unpackedDays: Number(row?.unpacked_days) };
}

/** Those of the templates whose properties the vendor has. */
async function addTemplates(ports: Parameters<typeof saveDefinition>[0]): Promise<number> {
  const properties = {
    signedUp: 'first-seen',
    use: 'uses-30',
    revenueLastMonth: 'mrr',
    tickets: 'tickets',
    mrr: 'mrr',
    useChange: 'usage-change-28',
    observed: 'observed',
  };
  let added = 0;
  for (const { id: _, ...template } of segmentTemplates(properties, { userAdded: 'Account Added User' })) {
    const saved = await saveDefinition(ports, { id: null, ...template, told: false });
    if ('segmentId' in saved) added += 1;
    else console.log(`${template.name} is left out: ${JSON.stringify(saved).slice(0, 120)}`);
  }
  return added;
}

const { values } = parseArgs({ options: { share: { type: 'string', default: '0.1' }, columns: { type: 'boolean', default: false } } });
bench(Number(values.share), values.columns).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
