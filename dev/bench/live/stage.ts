import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dayNumberOf } from '../../../src/platform/days';
import { sql } from '../../../src/platform/sql';
import { SCORED_KEY } from '../../../src/profiles/predictions/score-accounts';
import type { Scored } from '../../../src/profiles/predictions/score-accounts';
import { walkSegments } from '../../../src/profiles/segments/walk-segments';
import type { Condition } from '../../../src/segments/condition';
import type { SubjectKind } from '../../../src/segments/value';
import { migrate } from '../../../src/store/migrate';
import { vendorMigrations } from '../../../src/store/migrations/vendor';
import { saveSegment } from '../../../src/store/segments';
import { composeHost } from '../../compose';
import type { Running } from '../../compose';
import { ROOT } from '../../derive/manifest';
import { prepareApps } from '../../derive/prepare';
import { historyFile } from '../../history/cache';
import { simulateVendor } from '../../simulator/simulate-vendor';
import { portsOver } from '../../sql/ports';
import { openSqlite } from '../../sql/sqlite-engine';

const RUN_FOLDER = join(ROOT, '.tidemark/bench/live');
/** Nobody has done it yet. */
const EVENT = 'Bench Ticked';
const NAME = 'Ticked lately';

export type LiveAccount = { readonly accountId: number; readonly groupId: string; readonly appKey: string };
export type LiveStage = {
  readonly event: string;
  readonly accounts: number;
  readonly segments: number;
  readonly intakeUrl: string;
  /** Accounts that are not in the segment which one use leads into. */
  accountsWithout(count: number): Promise<readonly LiveAccount[]>;
  isMember(account: LiveAccount): Promise<boolean>;
  isTold(account: LiveAccount): Promise<boolean>;
  close(): Promise<void>;
};

/** The real host with a vendor of so many accounts, whose segments were looked for. `store`: a filled database of an earlier run. */
export async function openLive(shape: { accounts: number; months: number; store: string | undefined }): Promise<LiveStage> {
  const options = { seed: 'bench', accounts: shape.accounts, months: shape.months, endDay: new Date().toISOString().slice(0, 10) };
  const vendor = simulateVendor(options);
  await prepareApps();
  const filled = shape.store ?? (await historyFile(options));
  await rm(RUN_FOLDER, { recursive: true, force: true });
  await mkdir(RUN_FOLDER, { recursive: true });
  const file = join(RUN_FOLDER, 'vendor.sqlite');
  await copyFile(filled, file);
  const engine = openSqlite(file);
  const store = portsOver(engine);
  await migrate(store, vendorMigrations);
  await store.sql.write(sql`INSERT IGNORE INTO event_name (name, feature) VALUES (${EVENT}, 1)`);
  const ports = { sql: store.sql, clock: Date.now };
  const definitions = definitionsOf();
  let segmentId = 0;
  for (const [name, kind, condition] of definitions) {
    const id = await saveSegment(store.sql, { id: null, name, kind, description: '', condition, told: kind === 'account' }, Date.now());
    if (name === NAME) segmentId = id ?? 0;
  }
  const start = performance.now();
  await walkSegments(ports, null, Infinity);
  console.log(
    `Members of ${definitions.length} segments looked for among everybody in ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
  const running = await composeHost({
    vendor,
    port: 0,
    live: true,
    sites: 1,
    shellDir: join(ROOT, 'dev/shell/dist'),
    engineFor: (_installation, isVendor) => Promise.resolve(isVendor ? engine : openSqlite(':memory:')),
  });
  sayLearned(running);
  const [count] = await store.sql.query(sql`SELECT COUNT(*) AS n FROM account`);
  return {
    event: EVENT,
    accounts: Number(count?.n),
    segments: definitions.length,
    intakeUrl: running.intakeUrl,
    async accountsWithout(wanted) {
      const rows = await store.sql.query(
        sql`SELECT account_id, entitlement_number, app_key FROM account WHERE entitlement_number IS NOT NULL ORDER BY account_id LIMIT ${wanted}`,
      );
      return rows.map((row) => ({
        accountId: Number(row.account_id),
        groupId: String(row.entitlement_number),
        appKey: String(row.app_key),
      }));
    },
    async isMember({ accountId }) {
      const rows = await store.sql.query(sql`
        SELECT m.entered_day FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id
        WHERE u.segment_id = ${segmentId} AND m.account_id = ${accountId} AND m.user_id = 0 AND m.entered_day BETWEEN 1 AND 65534`);
      return rows.length > 0;
    },
    isTold: ({ groupId }) =>
      Promise.resolve(running.sink.events(2_000).some((each) => each.groupId === groupId && JSON.stringify(each.raw).includes(NAME))),
    async close() {
      await running.stop();
      await engine.close();
      await rm(RUN_FOLDER, { recursive: true, force: true });
    },
  };
}

/**
 * At night models are learned, in an invocation of its own. On this machine one thread would do that and what is measured, so that it is said to
 * have been done today, whenever somebody measures.
 */
function sayLearned({ host, vendorInstallationId }: Running): void {
  const space = JSON.stringify([vendorInstallationId, 'plain']);
  const dump = host.kvs.dump();
  const now = host.now();
  const scored: Scored = { conversion: { day: dayNumberOf(now), accounts: 0, drift: null } };
  const kept = { value: scored, createdAt: now, updatedAt: now, expiresAt: null };
  host.kvs.load({ ...dump, [space]: [...(dump[space] ?? []), [SCORED_KEY, kept]] });
}

function definitionsOf(): readonly (readonly [string, SubjectKind, Condition])[] {
  const used = (event: string | null, n: number, days: number): Condition => ({
    type: 'event',
    event,
    where: [],
    measure: 'times',
    count: { test: 'atLeast', n },
    within: { type: 'lastDays', days },
  });
  const silent: Condition = { type: 'not', of: used(null, 1, 30) };
  const paying: Condition = { type: 'stage', stages: [], kinds: ['paying'], days: null };
  const users = (where: Condition, n: number): Condition => ({ type: 'related', relation: 'users', count: { test: 'atLeast', n }, where });
  return [
    [NAME, 'account', used(EVENT, 1, 7)],
    ['Busy', 'account', used(null, 50, 7)],
    ['Paying and silent', 'account', { type: 'all', of: [paying, silent] }],
    ['Several active users', 'account', users(used(null, 3, 14), 3)],
    ['Growing', 'account', { type: 'property', property: 'users-30', operator: 'isAtLeast', value: 5 }],
    [
      'Top by use',
      'account',
      { type: 'top', keep: { count: 100 }, order: 'highest', by: { type: 'property', property: 'uses-30' }, of: paying },
    ],
    ['Active users', 'user', used(null, 5, 14)],
    ['Of paying accounts', 'user', { type: 'related', relation: 'accounts', count: { test: 'atLeast', n: 1 }, where: paying }],
    ['Champions', 'membership', used(null, 10, 30)],
    ['Gone quiet here', 'membership', { type: 'all', of: [silent, used(null, 1, 90)] }],
  ];
}
