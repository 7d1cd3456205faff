import { planSync } from '../../../src/marketplace/plan';
import type { SegmentCall } from '../../../src/marketplace/segment-call';
import { runSlice } from '../../../src/marketplace/slice';
import type { SyncPorts } from '../../../src/marketplace/slice-outcome';
import { SyncSlice } from '../../../src/marketplace/sync-slice';
import { addDays, dayOf } from '../../../src/platform/days';
import type { HttpPort, SqlPort } from '../../../src/platform/ports';
import { migrate } from '../../../src/store/migrate';
import { vendorMigrations } from '../../../src/store/migrations/vendor';
import { TYPED_FEEDS, type TypedFeed } from '../../../src/store/queries/sync-feed';
import { startMarketplaceServer, type MarketplaceServer } from '../../marketplace/start-marketplace-server';
import type { ExportFate, ResponseFault } from '../../marketplace/quirks';
import { keyOf, nested, text, type Report, type Row } from '../../marketplace/vendor';
import { randomFrom, type Random } from '../../simulator/random';
import { simulateVendor } from '../../simulator/simulate-vendor';
import { portsOver } from '../../sql/ports';
import { openSqlite } from '../../sql/sqlite-engine';
import { MARKETPLACE_LOGIN, vendorVariables } from '../../variables';
import { differences, subjectOf, subjectTold, tellingOf, wrongTelling } from './truth';

export type ChaosOptions = { readonly seed: string; readonly rounds: number; readonly accounts: number };
export type ChaosResult = {
  /** In words; empty when the store says what the server says, and everybody was told so once. */
  readonly wrong: readonly string[];
  readonly mutations: number;
  readonly kills: number;
  readonly faults: number;
  readonly told: number;
  readonly repeats: number;
};

const START_DAY = '2028-02-29';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const REPORTS: Record<TypedFeed, Report> = { licences: 'licenses', transactions: 'transactions' };
/** So many slices end a round, whatever is left of it. */
const MAX_SLICES = 400;

type Metered = { mutations: number; kills: number; faults: number };

/** A Marketplace whose history will not hold still, a network and a platform that fail, and a sync in between. */
export async function runChaos({ seed, rounds, accounts }: ChaosOptions): Promise<ChaosResult> {
  const random = randomFrom(seed, 'chaos');
  const clock = { now: Date.parse(`${START_DAY}T12:00:00Z`) };
  const vendor = simulateVendor({ seed, accounts, months: 14, endDay: START_DAY });
  const quirks = { exportPolls: 0 };
  const server = await startMarketplaceServer({ port: 0, vendor, ...MARKETPLACE_LOGIN, now: () => clock.now, quirks });
  const engine = openSqlite(':memory:');
  const store = portsOver(engine);
  await migrate(store, vendorMigrations);
  const history = new History(server);
  const books = { told: new Map<string, string[]>(), ids: new Map<string, string>(), repeats: 0, wrong: [] as string[] };
  const met: Metered = { mutations: 0, kills: 0, faults: 0 };
  const variables = vendorVariables(vendor.vendorId);
  const calm: SyncPorts = {
    sql: store.sql,
    http: httpTo(server.url),
    variables: (name) => variables[name],
    clock: () => clock.now,
    log: () => undefined,
    emit: (calls) => {
      for (const call of calls) note(books, call);
      return Promise.resolve();
    },
    eraseContacts: () => Promise.resolve(),
  };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (let change = random.int(0, 8); change > 0; change -= 1) met.mutations += mutate(random, server, history, clock.now);
      server.setQuirks(badManners(random));
      await pump(
        random,
        stormy(random, calm, met, () => (met.mutations += mutate(random, server, history, clock.now))),
        clock,
        met,
      );
      clock.now += random.chance(0.05) ? random.int(8, 35) * DAY_MS : random.int(1, 14) * HOUR_MS;
    }
    // The weather clears; two full passes, because a report that lost a large part of itself is not believed at once.
    server.setQuirks({ exportPolls: 0, nextExports: [], nextResponses: [], repeatsEvery: 0, pagesFail: false });
    for (let pass = 0; pass < 2; pass += 1) {
      for (let hour = 0; hour < 4; hour += 1) {
        clock.now += HOUR_MS;
        await pump(null, calm, clock, met);
      }
      clock.now += 8 * DAY_MS;
      await pump(null, calm, clock, met);
    }
    const wrong = [...books.wrong];
    for (const feed of TYPED_FEEDS) wrong.push(...(await differences(store.sql, feed, visible(server.rows(REPORTS[feed])))));
    for (const [subject, states] of history.states) {
      const told = books.told.get(subject) ?? [];
      const problem = states.length === 0 ? null : wrongTelling(told, history.isGone(subject) ? [...states, ...told.slice(-1)] : states);
      if (problem !== null) wrong.push(`${subject}: ${problem}`);
    }
    for (const subject of books.told.keys()) if (!history.states.has(subject)) wrong.push(`${subject}: told of, and never was`);
    return { wrong, ...met, told: books.ids.size, repeats: books.repeats };
  } finally {
    await engine.close();
    await server.stop();
  }
}

function note(books: { told: Map<string, string[]>; ids: Map<string, string>; repeats: number; wrong: string[] }, call: SegmentCall): void {
  const bytes = JSON.stringify(call);
  const known = books.ids.get(call.messageId);
  if (known !== undefined) {
    books.repeats += 1;
    if (known !== bytes) books.wrong.push(`${call.messageId}: two calls under one id`);
    return;
  }
  books.ids.set(call.messageId, bytes);
  const about = subjectTold(call);
  if (about !== null) books.told.set(about.subject, [...(books.told.get(about.subject) ?? []), about.telling]);
}

/** Plans, then takes slices from the queue in no order until none is left. With `random` null nothing goes wrong. */
async function pump(random: Random | null, ports: SyncPorts, clock: { now: number }, met: Metered): Promise<void> {
  const queue: SyncSlice[] = [];
  const plan = async () => queue.push(...(await planSync(ports, { now: clock.now, feeds: TYPED_FEEDS })));
  await survived(plan, met);
  for (let taken = 0; queue.length > 0 && taken < MAX_SLICES; taken += 1) {
    const [slice] = queue.splice(random === null ? 0 : random.int(0, queue.length - 1), 1);
    if (slice === undefined) break;
    // Delivered twice, now and then: both go on.
    for (let delivery = random?.chance(0.05) === true ? 2 : 1; delivery > 0; delivery -= 1) {
      const ok = await survived(async () => {
        const outcome = await runSlice(ports, SyncSlice.parse(JSON.parse(JSON.stringify(slice))));
        if (outcome.kind === 'next') {
          queue.push(outcome.slice);
          clock.now += Math.min(20, outcome.delayInSeconds) * 1_000;
        } else if (outcome.kind === 'retry') queue.push(slice);
        clock.now += 100;
      }, met);
      // The platform brings a slice that died again, most of the time.
      if (!ok && random?.chance(0.7) === true) queue.push(slice);
    }
  }
}

class Killed extends Error {}

async function survived(work: () => Promise<unknown>, met: Metered): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    met.kills += 1;
    return false;
  }
}

/** Ports behind which anything may fail: invocations die at any statement, answers are lost, deliveries are refused or doubted. */
function stormy(random: Random, calm: SyncPorts, met: Metered, between: () => void): SyncPorts {
  const dying = <T>(work: () => Promise<T>): Promise<T> => (random.chance(0.02) ? Promise.reject(new Killed('died before')) : work());
  const sql: SqlPort = {
    query: (statement) => dying(() => calm.sql.query(statement)),
    write: (statement) =>
      dying(async () => {
        const written = await calm.sql.write(statement);
        if (random.chance(0.01)) throw new Killed('died after');
        return written;
      }),
  };
  const http: HttpPort = async (request) => {
    if (random.chance(0.1)) between();
    const answer = await calm.http(request);
    if (!random.chance(0.04)) return answer;
    met.faults += 1;
    return random.chance(0.5) ? { kind: 'unreachable', reason: 'reset' } : { kind: 'answered', status: 503, headers: {}, body: '<html>' };
  };
  return {
    ...calm,
    sql,
    http,
    emit: async (calls) => {
      if (random.chance(0.05)) throw new Killed('refused');
      await calm.emit(calls);
      if (random.chance(0.05)) throw new Killed('accepted, and nobody knows');
    },
  };
}

function badManners(random: Random) {
  const fates: [ExportFate, ...ExportFate[]] = ['complete', 'complete', 'complete', 'fail', 'truncate', 'lose', 'stall'];
  const faults: [ResponseFault, ...ResponseFault[]] = [
    { status: 429, retryAfterSeconds: 3 },
    { status: 500 },
    { status: 502 },
    { status: 503 },
  ];
  return {
    exportPolls: random.int(0, 2),
    nextExports: Array.from({ length: random.int(0, 4) }, () => random.pick(fates)),
    nextResponses: Array.from({ length: random.int(0, 2) }, () => random.pick(faults)),
    repeatsEvery: random.chance(0.5) ? random.int(1, 9) : 0,
    pagesFail: random.chance(0.3),
  };
}

/** Every state that a row was ever in, as destinations would hear of it. */
class History {
  readonly states = new Map<string, string[]>();
  readonly removed: { readonly feed: TypedFeed; readonly row: Row }[] = [];
  readonly #gone = new Set<string>();
  constructor(server: MarketplaceServer) {
    for (const feed of TYPED_FEEDS) for (const row of visible(server.rows(REPORTS[feed]))) this.add(feed, row);
  }
  add(feed: TypedFeed, row: Row): void {
    const [subject, telling] = [subjectOf(feed, row), tellingOf(feed, row)];
    if (subject === null || telling === null) return;
    this.#gone.delete(subject);
    const states = this.states.get(subject) ?? [];
    if (states.at(-1) !== telling) this.states.set(subject, [...states, telling]);
  }
  remove(feed: TypedFeed, row: Row): void {
    const subject = subjectOf(feed, row);
    if (subject !== null) this.#gone.add(subject);
  }
  /** A row that has vanished may have vanished before its last states were seen. */
  isGone(subject: string): boolean {
    return this.#gone.has(subject);
  }
}

/** The platform's own licences are left out of the reports. */
function visible(rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.licenseSourceType !== 'Atlassian');
}

/** One thing happens to history: a row changes, with or without a word about it, vanishes, or is there again. */
function mutate(random: Random, server: MarketplaceServer, history: History, now: number): number {
  const feed = random.chance(0.5) ? 'licences' : 'transactions';
  const report = REPORTS[feed];
  const back = history.removed[0];
  if (back !== undefined && random.chance(0.1)) {
    history.removed.shift();
    server.upsert(REPORTS[back.feed], back.row);
    history.add(back.feed, back.row);
    return 1;
  }
  const rows = visible(server.rows(report));
  const row = rows[random.int(0, rows.length - 1)];
  if (row === undefined) return 0;
  if (random.chance(0.06)) {
    server.remove(report, keyOf(report, row));
    history.remove(feed, row);
    history.removed.push({ feed, row });
    return 1;
  }
  const touched = random.chance(0.85) ? { lastUpdated: dayOf(now) } : {};
  const changed = { ...(feed === 'licences' ? otherLicence(random, row) : otherSale(random, row)), ...touched };
  server.upsert(report, changed);
  history.add(feed, changed);
  return 1;
}

function otherLicence(random: Random, row: Row): Row {
  switch (random.int(0, 3)) {
    case 0:
      return { ...row, status: random.pick(['active', 'inactive', 'cancelled']) };
    case 1:
      return { ...row, maintenanceEndDate: addDays(text(row.maintenanceEndDate), random.int(-40, 40)) };
    case 2:
      return { ...row, maintenanceStartDate: addDays(text(row.maintenanceStartDate), random.int(-400, 40)) };
    default:
      return {
        ...row,
        contactDetails: { ...nested(row, 'contactDetails'), company: random.pick(['Example A', 'Example B', 'NA', 'null']) },
      };
  }
}

function otherSale(random: Random, row: Row): Row {
  const sale = nested(row, 'purchaseDetails');
  switch (random.int(0, 3)) {
    case 0:
      return { ...row, paymentStatus: random.pick(['Paid', 'Open', 'Uncollectible', 'Refunded']) };
    case 1:
      return { ...row, purchaseDetails: { ...sale, purchasePrice: random.int(0, 500_00) / 100 } };
    case 2:
      return { ...row, purchaseDetails: { ...sale, saleDate: addDays(text(sale.saleDate), random.int(-400, 20)) } };
    default:
      return { ...row, purchaseDetails: { ...sale, tier: `${String(random.int(1, 99))} Users` } };
  }
}

function httpTo(url: string): HttpPort {
  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const response = await fetch(`${url}${pathname}${search}`, { method: request.method, headers: request.headers });
    return { kind: 'answered', status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  };
}
