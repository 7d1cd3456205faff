import { fillHistory } from '../dev/history/fill';
import { simulateVendor } from '../dev/simulator/simulate-vendor';
import type { SqlEngine } from '../dev/sql/engine';
import { openMysql } from '../dev/sql/mysql-engine';
import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { accountFilterAnswer } from '../src/console/account-filter';
import { accountDetail, listAccounts, listMembers, userDetail } from '../src/console/accounts';
import { adoptionAnswer } from '../src/console/adoption';
import { lifecycleAnswer, retentionAnswer, stickinessAnswer } from '../src/console/engagement';
import { overview } from '../src/console/overview';
import { vendorHouse } from '../src/functions/vendor-house';
import { AccountSort, AccountsRequest } from '../src/contract/accounts';
import { OverviewRequest } from '../src/contract/overview';
import { AdoptionRequest, LifecycleRequest, RetentionRequest, StickinessRequest } from '../src/contract/engagement';
import { predictionsAnswer, prioritiesAnswer } from '../src/console/predictions';
import { Standing } from '../src/contract/standing';
import { exportProfiles } from '../src/profiles/export-profiles';
import { askedColumns, readPast } from '../src/profiles/predictions/asked-columns';
import type { Rule } from '../src/prediction/condition';
import { casesOf } from '../src/profiles/predictions/cases';
import { learn } from '../src/profiles/predictions/learn';
import { outlookCoverage } from '../src/profiles/predictions/outlook-coverage';
import { publishOutlooks } from '../src/profiles/predictions/publish-outlooks';
import { scoreAccounts } from '../src/profiles/predictions/score-accounts';
import { tellScores } from '../src/profiles/predictions/tell-scores';
import { refreshEngagement } from '../src/store/engagement-rows';
import { describedEvents } from '../src/store/event-catalogue';
import type { DescribedEvent } from '../src/store/event-catalogue';
import { refreshEventDays } from '../src/store/event-days';
import { recountAccounts } from '../src/store/recount-accounts';
import { saveEvent } from '../src/profiles/count-as-activity';
import { sumsIn } from './stored-sums';
import { deliveryReport } from '../src/console/delivery';
import { DeliveryRequest } from '../src/contract/delivery';
import { dayFromNumber, dayNumber, dayNumberOf } from '../src/platform/days';
import { auditIn } from '../src/store/delivery-batches';
import { lettersOf, parkedLetters } from '../src/store/letters';
import { saveHealth, saveScores } from '../src/store/predictions';
import { deliveryAudit } from '../src/store/queries/delivery-audit';
import { SegmentCall } from '../src/delivery/envelope';
import { storeBatch } from '../src/intake/store-batch';
import { storeEventProperties } from '../src/intake/store-event-properties';
import { memoryKvs } from './memory-kvs';
import { fillBooks } from './filled-books';
import { syncStatus } from '../src/store/queries/sync-status';
import { leavingReasons } from '../src/profiles/leaving-reasons';
import { reconcileRevenue } from '../src/profiles/reconcile-revenue';
import { monthFromText } from '../src/revenue/calendar';
import { storedSale } from '../src/marketplace/stored-sale';
import { revenueAccount } from '../src/store/queries/revenue-account';
import { revenueBridge } from '../src/store/queries/revenue-bridge';
import { revenueChurn } from '../src/store/queries/revenue-churn';
import { flagSums, revenueFlags } from '../src/store/queries/revenue-flags';
import { revenueHead } from '../src/store/queries/revenue-head';
import { licenceMonths } from '../src/store/queries/revenue-licences';
import { revenueMovements } from '../src/store/queries/revenue-movements';
import { revenueDifferences } from '../src/store/queries/revenue-reconciliation';
import { renewalList, renewalMonths } from '../src/store/queries/revenue-renewals';
import { revenueCohorts, revenueRetention } from '../src/store/queries/revenue-retention';
import { recognisedMonths, revenueSales, statementLines } from '../src/store/queries/revenue-sales';
import { payingAccounts, revenuePlans, revenueStanding, revenueTiers } from '../src/store/queries/revenue-standing';
import { runningTrialList, runningTrials, trialCohorts } from '../src/store/queries/revenue-trials';
import { updateSegments } from '../src/profiles/segments/update-segments';
import { previewCondition } from '../src/profiles/segments/preview';
import { tellSegments, tellAmong } from '../src/profiles/segments/tell-segments';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { whyOf } from '../src/profiles/segments/why-in-store';
import { sweepDue, workOffTouched } from '../src/profiles/segments/work-off';
import { computedAnswer } from '../src/console/computed';
import { addReadyMade } from '../src/profiles/computed/add-ready-made';
import { READY_MADE } from '../src/profiles/computed/ready-made';
import { removeComputed, saveComputed } from '../src/profiles/computed/save-computed';
import { walkComputed } from '../src/profiles/computed/walk-computed';
import type { Condition, Relation } from '../src/segments/condition';
import { SubjectKind } from '../src/segments/value';
import { keepCustomScores } from '../src/profiles/scores/keep-custom-scores';
import { keepUserScores } from '../src/profiles/scores/keep-user-scores';
import { publishScores } from '../src/profiles/scores/publish-scores';
import { keyOfScore, scoreProperty } from '../src/profiles/scores/score-properties';
import { VARIANTS } from '../src/store/counted';
import { saveCustomScore } from '../src/store/custom-scores';
import { describedProperties } from '../src/store/property-catalogue';
import { addScoreProperties, renameScoreProperty } from '../src/store/score-properties';
import { freezeReceipts } from '../src/store/freeze-receipts';
import { packOldActivity } from '../src/store/pack-activity';
import type { SqlPort } from '../src/platform/ports';
import { activityIn, readingsOf } from './stored-activity';
import { noteAround, noteTouched, touchedPairs } from '../src/store/segment-touched';
import { listSegments, saveSegment } from '../src/store/segments';
import { sql } from '../src/platform/sql';
import { missingMariaDb, startMariaDb } from './mariadb';
import { profilesIn } from './stored-profiles';

jest.setTimeout(240_000);

/**
 * A whole vendor, written through the product's own use cases, on both engines: every statement of the store, the sync and the
 * console runs on each, and every answer must be the same.
 */
const NOW = Date.parse('2028-02-29T12:00:00Z');
const clock = () => NOW;
const vendor = simulateVendor({ seed: 'engines', accounts: 40, months: 4, endDay: '2028-02-29' });
const missing = missingMariaDb();
if (missing !== null) console.warn(`Skipped: ${missing}`);

(missing === null ? describe : describe.skip)('the same store on SQLite and on MariaDB', () => {
  const engines: SqlEngine[] = [];
  let stop: () => Promise<void> = () => Promise.resolve();

  beforeAll(async () => {
    const server = await startMariaDb();
    if ('missing' in server) throw new Error(server.missing);
    stop = server.stop;
    engines.push(openSqlite(':memory:'), await openMysql(server.url, 'store_engines'));
    for (const engine of engines) {
      await fillHistory(engine, vendor, clock);
      const { sql: port } = portsOver(engine);
      await fillBooks(port, NOW);
    }
  });
  afterAll(async () => {
    for (const engine of engines) await engine.close();
    await stop();
  });

  const detailOf = ({ eventId, description, grouping, color }: DescribedEvent) => ({ eventId, description, grouping, color });

  /** The same question on both. */
  async function both<T>(ask: (port: ReturnType<typeof portsOver>) => Promise<T>): Promise<[T, T]> {
    const [one, two] = engines.map(portsOver);
    if (one === undefined || two === undefined) throw new Error('No engines');
    return [await ask(one), await ask(two)];
  }

  test.each([7, 30, 90] as const)('the overview of %i days', async (rangeDays) => {
    const [one, two] = await both((ports) =>
      overview({ sql: ports.sql, clock, kvs: memoryKvs() }, vendorHouse, OverviewRequest.parse({ rangeDays }), true),
    );
    expect(two).toEqual(one);
    expect(one.tiles.find(({ name }) => name === 'mau')?.value).toBeGreaterThan(0);
  });

  test('the account table in every order, cell and search', async () => {
    const requests = [
      ...AccountSort.options.flatMap((sort) => [true, false].map((descending) => ({ sort, descending }))),
      ...Standing.options.map((standing) => ({ standing })),
      ...['a', '%', '_', '!', "o'", 'analytics'].map((search) => ({ search })),
      { page: 1, pageSize: 7 },
      { filter: { app: [vendor.licences[0]?.addonKey ?? ''], stage: ['Paying', null] } },
      { filter: { stage: ['Paying', 'Lapsed'] }, standing: 'paid-silent' as const },
    ];
    for (const request of requests) {
      const [one, two] = await both((ports) => listAccounts({ sql: ports.sql, clock }, AccountsRequest.parse(request)));
      expect({ request, answer: two }).toEqual({ request, answer: one });
    }
  });

  test('revenue: every question about it', async () => {
    const range = { fromMonth: monthFromText('2027-11') ?? 0, toMonth: monthFromText('2028-02') ?? 0 };
    const days = { fromDay: dayNumber('2028-01-15'), toDay: dayNumber('2028-03-01') };
    const today = dayNumberOf(NOW);
    const page = { limit: 20, offset: 0 };
    for (const question of [
      { basis: 'customer', filter: {} },
      { basis: 'net', filter: { app: [vendor.products[0]?.appKey ?? ''], hosting: ['Cloud'], region: ['EMEA', null] } },
      { basis: 'net', filter: { stage: ['Paying'], segment: ['999'] } },
    ] as const) {
      const [one, two] = await both(async ({ sql: port }) => ({
        head: await revenueHead(port, question),
        bridge: await revenueBridge(port, question, range),
        standing: await revenueStanding(port, question, today),
        plans: await revenuePlans(port, question, today),
        tiers: await revenueTiers(port, question, today),
        paying: await payingAccounts(port, question, today),
        movements: await revenueMovements(port, question, { ...days, kind: null, ...page }),
        retention: await revenueRetention(port, question, days.fromDay, today),
        cohorts: await revenueCohorts(port, question, range),
        churn: await revenueChurn(port, question, days),
        reasons: await leavingReasons(port, question, days),
        trials: await trialCohorts(port, question, { ...range, today, withinDays: 30 }),
        running: await runningTrials(port, question, today),
        runningList: await runningTrialList(port, question, { today, ...page }),
        renewals: await renewalMonths(port, question, { today, months: 12 }),
        renewalList: await renewalList(port, question, { today, fromDay: today, toDay: today + 90, ...page }),
        licences: await licenceMonths(port, question, range),
        sales: await revenueSales(port, question, range),
        recognised: await recognisedMonths(port, question, range),
        statement: await statementLines(port, question, { ...days, afterId: 0 }, storedSale),
        reconciled: await reconcileRevenue(port, question, range),
        differences: await revenueDifferences(port, question, {
          month: range.toMonth,
          app: vendor.products[0]?.appKey ?? '',
          subscription: 'MONTHLY',
          ...page,
        }),
        flagSums: await flagSums(port, question),
        flags: await revenueFlags(port, question, { reason: null, ...page }),
        account: await revenueAccount(port, question, 1, today, storedSale),
      }));
      expect(two).toEqual(one);
      expect((one.bridge.at(-1)?.closing ?? 0) > 0).toBe(!('segment' in question.filter));
    }
  });

  test('paying × using is the truth that the simulator hides', async () => {
    const [one] = await both((ports) => listAccounts({ sql: ports.sql, clock }, AccountsRequest.parse({ pageSize: 200 })));
    const shown = new Map(one.rows.map((row) => [row.entitlementNumber, row]));
    const wrong = [...vendor.truth].flatMap(([number, truth]) => {
      const row = shown.get(number);
      if (row === undefined) return [];
      // A line over the rest of a leap year is normalised by 365 days, a 366th less than its list price says.
      const isNear = Math.abs(row.mrrCents - truth.mrrCents) <= truth.mrrCents / 300;
      return row.standing === truth.standing && isNear ? [] : [{ number, truth, row }];
    });
    expect(wrong).toEqual([]);
    expect(shown.size).toBeGreaterThan(30);
    // What the accounts pay is what revenue says.
    const all = { basis: 'customer', filter: {} } as const;
    const [standing] = await both((ports) => revenueStanding(ports.sql, all, dayNumberOf(NOW)));
    expect(one.totalMrrCents).toBe(standing.mrrCents);
  });

  test('each account by itself, its users, and each user in all their accounts', async () => {
    const [one, two] = await both(async (ports) => {
      const asking = { sql: ports.sql, clock, kvs: memoryKvs() };
      const { rows } = await listAccounts(asking, AccountsRequest.parse({ pageSize: 12, sort: 'usersSeen30' }));
      const details = [];
      for (const row of rows) details.push(await accountDetail(asking, row.accountId));
      const [busiest] = details;
      const members = await listMembers(asking, { accountId: busiest?.account.accountId ?? 0, page: 0, pageSize: 3 });
      const users = [];
      for (const member of members.rows) users.push(await userDetail(asking, member.userId));
      return { details, members, users, nobody: [await accountDetail(asking, 999_999), await userDetail(asking, 999_999)] };
    });
    expect(two).toEqual(one);
    expect(one.nobody).toEqual([null, null]);
    const [busiest] = one.details;
    if (busiest === undefined || busiest === null) throw new Error('No account');
    expect(busiest.account.usersSeen30).toBeGreaterThan(0);
    expect(busiest.members.rows.filter(({ activeDays }) => activeDays > 0)).toHaveLength(Math.min(25, busiest.account.usersSeen30));
    expect(busiest.members.rows.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1.000001);
    expect(busiest.timeline.some(({ kind, cents }) => kind === 'sale' && cents !== null)).toBe(true);
    expect(one.users[0]?.accounts.map(({ account }) => account.accountId)).toContain(busiest.account.accountId);
  });

  test('retention, lifecycle, stickiness and adoption, of users and accounts, of all and of some', async () => {
    const [one, two] = await both(async (ports) => {
      const asking = { sql: ports.sql, clock };
      await expect(refreshEngagement(asking, { today: dayNumberOf(NOW), deadline: Infinity })).resolves.toBe(true);
      await expect(refreshEventDays(asking, { deadline: Infinity })).resolves.toBe(true);
      const some = { filter: { app: [vendor.licences[0]?.addonKey ?? ''], stage: ['Paying'] } };
      const answers = [];
      for (const filter of [{}, some, { filter: { stage: [null] } }]) {
        for (const unit of ['user', 'account'] as const) {
          for (const grain of ['day', 'week', 'month'] as const) {
            answers.push(await retentionAnswer(asking, RetentionRequest.parse({ ...filter, unit, grain, when: 'onOrAfter' })));
            answers.push(await lifecycleAnswer(asking, LifecycleRequest.parse({ ...filter, unit, grain })));
          }
          answers.push(await stickinessAnswer(asking, StickinessRequest.parse({ ...filter, unit })));
        }
        for (const range of [null, 'last-7-days', 'last-quarter'])
          answers.push(await adoptionAnswer(asking, 'vendor', AdoptionRequest.parse({ ...filter, range, compare: range !== null })));
      }
      return answers;
    });
    expect(two).toEqual(one);
    // The same figures as the day-grain activity gives.
    const [adopted] = await both(
      async (ports) => await adoptionAnswer({ sql: ports.sql, clock }, 'vendor', AdoptionRequest.parse({ range: 'last-7-days' })),
    );
    const [counted] = await both(
      async (ports) =>
        await ports.sql.query(sql`
          SELECT e.name AS event, COUNT(DISTINCT a.account_id) AS accounts, SUM(a.count) AS uses
          FROM activity a JOIN event_name e ON e.event_id = a.event_id
          WHERE e.feature = 1 AND a.day > ${dayNumberOf(NOW) - 7} AND a.day <= ${dayNumberOf(NOW)}
          GROUP BY e.name ORDER BY accounts DESC, uses DESC, event`),
    );
    expect(counted.length).toBeGreaterThan(3);
    const used = adopted.features.filter(({ accounts }) => accounts > 0).map(({ event, accounts, uses }) => ({ event, accounts, uses }));
    expect(used).toEqual(counted);
    const [week] = await both(
      async (ports) =>
        await overview({ sql: ports.sql, clock, kvs: memoryKvs() }, vendorHouse, OverviewRequest.parse({ rangeDays: 7 }), true),
    );
    expect(week.adoption.map(({ event, accounts, count }) => ({ event, accounts, uses: count }))).toEqual(counted);
    expect(week.adoption[0]?.shareOfActiveAccounts).toBe(adopted.features[0]?.share);
    expect(adopted.features.some(({ mrrCents }) => (mrrCents ?? 0) > 0)).toBe(true);
  });

  test('segments of each kind, looked for among everybody and followed', async () => {
    const [one, two] = await both(async ({ sql: port }) => {
      const segmentPorts = { sql: port, clock };
      const used: Condition = {
        type: 'event',
        event: null,
        where: [],
        measure: 'days',
        count: { test: 'atLeast', n: 2 },
        within: { type: 'lastDays', days: 14 },
      };
      const many: Condition = { type: 'property', property: 'users-30', operator: 'isAtLeast', value: 3 };
      const of = (relation: Relation, where: Condition | null, n = 2): Condition => ({
        type: 'related',
        relation,
        count: { test: 'atLeast', n },
        where,
      });
      const highest: Condition = {
        type: 'top',
        keep: { count: 5 },
        order: 'highest',
        by: { type: 'property', property: 'uses-30' },
        of: many,
      };
      const all = (...conditions: Condition[]): Condition => ({ type: 'all', of: conditions });
      const definitions: readonly (readonly [SubjectKind, Condition])[] = [
        ['account', all(of('users', used), { type: 'property', property: 'first-seen', operator: 'hasValue', value: null })],
        ['account', all(highest, of('memberships', { type: 'property', property: 'first-seen', operator: 'hasValue', value: null }))],
        ['account', { ...highest, keep: { percent: 40 }, of: null }],
        ['account', { type: 'stage', stages: [], kinds: ['paying'], days: null }],
        ['user', all(used, of('accounts', many, 1))],
        ['membership', all(used, of('account', many, 1), of('user', used, 1))],
      ];
      for (const [kind, condition] of definitions)
        await saveSegment(port, { id: null, name: kind, kind, description: '', condition, told: true }, NOW);
      await expect(walkSegments(segmentPorts, null, Infinity)).resolves.toBeNull();
      const touched = await port.query(sql`SELECT account_id, user_id FROM membership ORDER BY account_id, user_id LIMIT 40`);
      const pairs = touched.map((row) => ({ accountId: Number(row.account_id), userId: Number(row.user_id) }));
      await noteTouched(port, pairs);
      await noteTouched(port, pairs.slice(0, 3));
      const worked = await workOffTouched(segmentPorts, Infinity);
      const swept = await sweepDue({ sql: port, clock: () => NOW + 3 * 86_400_000 }, Infinity);
      const told: unknown[] = [];
      const emit = (_field: string, calls: readonly object[]) => {
        told.push(...calls);
        return Promise.resolve();
      };
      const tellPorts = { ...segmentPorts, relationshipKey: 'traits', fields: ['lines'], emit } as const;
      await tellAmong(tellPorts, pairs, Infinity);
      const toldFirst = told.length;
      await tellSegments(tellPorts, Infinity);
      return {
        worked,
        swept: swept.turns.length,
        toldFirst,
        told,
        counts: (
          await port.query(sql`
          SELECT u.segment_id, COUNT(*) AS n, SUM(m.account_id) AS a, SUM(m.user_id) AS b, SUM(m.entered_day) AS c
          FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id
          WHERE m.entered_day > 0 AND u.segment_id IS NOT NULL GROUP BY u.segment_id ORDER BY u.segment_id`)
        ).map((row) => Object.values(row).map(Number)),
        preview: await previewCondition(
          segmentPorts,
          { segmentId: null, kind: 'account', condition: all(highest, of('users', used)) },
          Infinity,
        ),
        why: await whyOf(segmentPorts, 1, { accountId: 1, userId: 0 }),
        list: await listSegments(port),
      };
    });
    expect(two).toEqual(one);
    expect(one.worked.turns).toEqual([]);
    expect(one.counts).toHaveLength(6);
    expect(one.told.length).toBeGreaterThan(10);
  });

  test('computed properties, computed of everybody and followed', async () => {
    const [one, two] = await both(async ({ sql: port }) => {
      const ports = { sql: port, walk: () => Promise.resolve() };
      for (const { kind, key } of READY_MADE) await addReadyMade(ports, { kind, key });
      const users = { type: 'events', measure: 'others', events: null, within: { type: 'lastDays', days: 9 } };
      await saveComputed(ports, { kind: 'account', key: null, definition: users, label: 'Users', description: '', grouping: null });
      const walk = () => walkComputed({ sql: port, clock }, null, Infinity);
      await expect(walk()).resolves.toBeNull();
      await removeComputed(ports, { kind: 'account', key: 'seat-use' });
      await expect(walk()).resolves.toBeNull();
      const pairs = await port.query(sql`SELECT account_id, 0 AS user_id FROM account ORDER BY account_id LIMIT 5`);
      await noteAround(port, 'membership', { accounts: pairs.map((row) => Number(row.account_id)), users: [1, 2] });
      const noted = await touchedPairs(port, 5_000);
      await workOffTouched({ sql: port, clock }, Infinity);
      return {
        noted,
        left: await touchedPairs(port, 10),
        definitions: await computedAnswer({ sql: port, clock }),
        values: await profilesIn(port),
      };
    });
    expect(two).toEqual(one);
    expect(one.noted.length).toBeGreaterThan(10);
    expect(one.left).toEqual([]);
    expect(one.definitions.computed.every(({ problem, isComputing }) => problem === null && !isComputing)).toBe(true);
    expect(one.values.filter((row) => row.properties.includes('"estimated-mrr":')).length).toBeGreaterThan(10);
    expect(one.values.filter((row) => row.properties.includes('seat-use'))).toEqual([]);
  });

  test('what is learned from, and whom to look after', async () => {
    const today = dayNumberOf(NOW);
    const tables = await both(async ({ sql: port }) => {
      const kvs = memoryKvs();
      for (const outcome of ['churn', 'expansion', 'conversion'] as const)
        await learn({ sql: port, clock, log: () => undefined }, { outcome, today, part: 5 });
      await scoreAccounts({ sql: port, kvs }, today);
      return {
        past: await Promise.all((['churn', 'expansion', 'conversion'] as const).map((outcome) => casesOf(port, outcome, today, 'past'))),
        today: await casesOf(port, 'churn', today, 'today'),
        asked: await askedColumns(port, await casesOf(port, 'churn', today, 'past'), askedOfThePast((await readPast(port)).events)),
        predictions: await predictionsAnswer({ sql: port, kvs, clock }, true),
        list: await prioritiesAnswer({ sql: port, kvs, clock }, { outcome: 'expansion', page: 0 }),
      };
    });
    expect(tables[1]).toEqual(tables[0]);
    expect(tables[0].asked.map(({ values }) => new Set(values).size > 1)).toEqual([true, true, true]);
    expect(tables[0].past[0]?.table.rows).toBeGreaterThan(20);
  });

  test('what is foretold: in the list of accounts, its filter, files, coverage, and what is told of it', async () => {
    const day = dayNumberOf(NOW);
    const [one, two] = await both(async ({ sql: port }) => {
      const ids = (await listAccounts({ sql: port, clock }, AccountsRequest.parse({ sort: 'company', pageSize: 3 }))).rows.map(
        ({ accountId }) => accountId,
      );
      const scores = ids.map((account_id, index) => ({ account_id, outcome: 'churn', day, raw: 10, shown: 300 * index }));
      await saveScores(
        port,
        scores.map((score) => ({ ...score, since_day: null, base: 100, parts: '[]' })),
      );
      await saveHealth(
        port,
        ids.slice(1).map((account_id) => ({ account_id, health: 'bad', day, asked: 'bad', since_day: day })),
      );
      const firing = new Map(ids.map((id) => [id, { churn: ['Users “below” 3', '100% "churn":[\\'] }]));
      const changed = [await publishOutlooks(port, firing), await publishOutlooks(port, firing), await publishOutlooks(port, null)];
      const condition = { type: 'property', property: 'seats', operator: 'isAtLeast', value: 1 } as const;
      const scoreId = await saveCustomScore(
        port,
        { scoreId: null, kind: 'account', name: 'Fit', base: 5, rules: [{ condition, points: 50 }] },
        'now',
      );
      await keepCustomScores(port, day);
      const used: Condition = {
        type: 'event',
        event: null,
        where: [],
        measure: 'days',
        count: { test: 'atLeast', n: 1 },
        within: { type: 'lastDays', days: 30 },
      };
      await saveCustomScore(
        port,
        { scoreId: null, kind: 'membership', name: 'Engaged', base: 5, rules: [{ condition: used, points: 50 }] },
        'now',
      );
      await keepUserScores({ sql: port, clock }, day, { accountId: 0, userId: 0 }, Infinity);
      await addScoreProperties(port, [scoreProperty({ scoreId: 77, name: 'Removed' })]);
      await publishScores(port);
      await renameScoreProperty(port, keyOfScore(scoreId ?? 0), 'Fit', 'Fitness');
      const told: unknown[] = [];
      const emit = (calls: readonly SegmentCall[]) => {
        told.push(...calls.map(({ messageId: _, ...call }) => call));
        return Promise.resolve();
      };
      const list = async (request: object) => (await listAccounts({ sql: port, clock }, AccountsRequest.parse(request))).rows.slice(0, 6);
      return {
        changed,
        worst: await list({ sort: 'churn' }),
        ill: await list({ filter: { health: ['bad'] }, sort: 'health' }),
        middling: await list({ score: { outcome: 'churn', from: 1, to: 30 } }),
        filter: await accountFilterAnswer({ sql: port }, { health: ['bad', null] }),
        file: await exportProfiles(port, 'account', null),
        users: (await exportProfiles(port, 'membership', null)).rows.filter(({ values }) => 'score-by-rules-2' in values),
        properties: (await describedProperties(port)).filter(({ grouping }) => grouping === 'Scores'),
        covered: [...(await outlookCoverage(port))],
        ends: [
          await tellScores({ sql: port, clock, step: 5, emit }, 0, Infinity),
          await tellScores({ sql: port, clock, step: 5, emit }, 0, Infinity),
        ],
        told,
      };
    });
    expect(two).toEqual(one);
    expect(one.changed.slice(1)).toEqual([0, 0]);
    expect(one.users.length).toBeGreaterThan(5);
    expect([one.worst.length, one.ill.length, one.middling.length > 0]).toEqual([6, 2, true]);
    expect(one.told.length).toBeGreaterThanOrEqual(3);
  });

  test('the sync’s state and the books of delivery', async () => {
    const [one, two] = await both(async (ports) => ({
      status: await syncStatus(ports.sql),
      report: await deliveryReport(
        { sql: ports.sql, kvs: memoryKvs(), variables: (name) => (name === 'SEGMENT_WRITE_KEY' ? 'key' : undefined), clock },
        { scope: 'site', canChange: true },
        DeliveryRequest.parse({ days: 30, letters: { pageSize: 2 } }),
      ),
      old: await deliveryAudit(ports.sql, dayNumberOf(NOW) - 60, dayNumberOf(NOW) - 30),
      settled: await auditIn(ports.sql).settled('b1'),
      parked: await parkedLetters(ports.sql, 'segment', 10),
      whole: await lettersOf(ports.sql, await parkedLetters(ports.sql, 'segment', 10)),
    }));
    expect(two).toEqual(one);
    const segment = one.report.destinations.find(({ destination }) => destination === 'segment');
    expect(segment?.days.at(-1)).toEqual({
      day: dayFromNumber(dayNumberOf(NOW)),
      captured: 14,
      delivered: 7,
      pending: 0,
      parked: 7,
      dead: 0,
      refused: 0,
      repeats: 1,
    });
    expect(one.old.map(({ state, events }) => [state, events]).sort()).toEqual([
      ['dead', 7],
      ['delivered', 7],
    ]);
    expect(one.report.letters.total).toBe(3);
    expect(one.report.refusals).toEqual([
      { reason: 'unknown-event', events: 2 },
      { reason: 'bad-properties', events: 1 },
    ]);
    expect(one.settled).toEqual(['segment']);
  });

  test('an event that ceases to count and counts again: all sums, in between and as they were', async () => {
    const [one, two] = await both(async ({ sql: port }) => {
      const today = dayNumberOf(NOW);
      const ports = { sql: port, clock, counted: () => Promise.resolve() };
      const walk = () => Promise.resolve();
      const upkeep = async () => {
        await recountAccounts(ports, { today, deadline: Infinity });
        await refreshEngagement(ports, { today, deadline: Infinity });
        return await sumsIn(port);
      };
      await refreshEventDays(ports, { deadline: Infinity });
      const before = await upkeep();
      const events = (await describedEvents(port)).filter(({ name }) => ['Item Ticked', 'Site Observed'].includes(name));
      for (const event of events) await saveEvent({ sql: port, walk }, { ...detailOf(event), activity: !event.feature });
      const between = await upkeep();
      for (const event of events) await saveEvent({ sql: port, walk }, { ...detailOf(event), activity: event.feature });
      return { before, between, after: await upkeep(), events: events.length };
    });
    expect(two).toEqual(one);
    expect(one.events).toBe(2);
    expect(one.after).toEqual(one.before);
    expect(one.between).not.toEqual(one.before);
  });

  test('freezing receipts leaves the same counts', async () => {
    const later = dayNumber('2028-03-20');
    const [one, two] = await both(async (ports) => {
      const frozen = await freezeReceipts(ports.sql, later);
      return { frozen, totals: await ports.sql.query(sql`SELECT COUNT(*) AS n FROM activity WHERE count = frozen`) };
    });
    expect(two).toEqual(one);
    expect(one.frozen).toBeGreaterThan(0);
  });

  test('properties of events, from what comes in to a condition, also when their receipts are gone', async () => {
    const [one, two] = await both(async ({ sql: port }) => {
      const ports = { sql: port, clock };
      const onPages: Condition = {
        type: 'event',
        event: 'Item Ticked',
        where: [{ property: 'place', operator: 'is', value: 'page' }],
        measure: 'times',
        count: { test: 'atLeast', n: 2 },
        within: { type: 'lastDays', days: 14 },
      };
      for (const kind of SubjectKind.options)
        await saveSegment(port, { id: null, name: `Pages ${kind}`, kind, description: '', condition: onPages, told: false }, NOW);
      await walkSegments(ports, null, Infinity);
      const calls = [...vendor.eventsByMonth()]
        .flatMap(({ events }) => events)
        .filter(({ event }) => event === 'Item Ticked')
        .slice(-80)
        .map((call, index) =>
          SegmentCall.parse({ ...call, messageId: `place ${String(index)}`, properties: { place: index % 3 === 0 ? 'issue' : 'page' } }),
        );
      for (let again = 0; again < 2; again += 1) {
        const { counted, touched } = await storeBatch(port, calls, NOW);
        await storeEventProperties(port, counted);
        await updateSegments(ports, touched, dayNumberOf(NOW));
      }
      const counts = sql`SELECT variant_id, COUNT(*) AS n, SUM(count) AS times, SUM(frozen) AS frozen FROM variant_activity GROUP BY variant_id ORDER BY 1`;
      const before = await port.query(counts);
      await freezeReceipts(port, dayNumberOf(NOW) + 20, VARIANTS);
      const members = await port.query(sql`
        SELECT u.segment_id, m.account_id, m.user_id, m.entered_day FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id
        JOIN segment s ON s.segment_id = u.segment_id WHERE s.name LIKE 'Pages %' AND m.entered_day > 0 ORDER BY 1, 2, 3`);
      return {
        before: before.map((row) => Object.values(row).map(Number)),
        after: (await port.query(counts)).map((row) => Object.values(row).map(Number)),
        members: members.map((row) => Object.values(row).map(Number)),
        preview: await previewCondition(ports, { segmentId: null, kind: 'account', condition: onPages }, Infinity),
      };
    });
    expect(two).toEqual(one);
    expect(one.before.map(([, , times, frozen]) => [times, frozen])).toEqual([
      [27, 0],
      [53, 0],
    ]);
    expect(one.after.map(([, , times, frozen]) => [times, frozen])).toEqual([
      [27, 27],
      [53, 53],
    ]);
    expect(one.members.filter(([, , , day]) => day === dayNumberOf(NOW)).length).toBeGreaterThan(3);
  });

  test('everything of the past in packs: the same answers, and no row is left', async () => {
    const today = dayNumberOf(NOW);
    const readings = await both(async ({ sql: port }) => {
      const asking = { sql: port, clock, kvs: memoryKvs() };
      const answers = async () => ({
        readings: await readingsOf(port, today),
        overview: await overview(asking, vendorHouse, OverviewRequest.parse({ rangeDays: 30 }), true),
        past: await Promise.all((['churn', 'expansion', 'conversion'] as const).map((outcome) => casesOf(port, outcome, today, 'past'))),
        asked: await askedColumns(port, await casesOf(port, 'churn', today, 'past'), askedOfThePast((await readPast(port)).events)),
        list: await prioritiesAnswer(asking, { outcome: 'expansion', page: 0 }),
        computed: await computedOf(port),
      });
      while ((await freezeReceipts(port, today + 9)) > 0);
      const [rows, activity, before] = [await keysOfActivity(port), await activityIn(port), await answers()];
      await expect(packOldActivity({ sql: port, clock }, { today: today + 120, deadline: Infinity })).resolves.toBe(true);
      const left = await keysOfActivity(port);
      expect(await activityIn(port)).toEqual(activity);
      const after = await answers();
      expect(after).toEqual(before);
      return { rows, left, after };
    });
    const [one, two] = readings;
    expect(two).toEqual(one);
    expect(one.rows).toBeGreaterThan(1_000);
    expect(one.left).toBe(0);
  });

  async function keysOfActivity(port: SqlPort): Promise<number> {
    return Number((await port.query(sql`SELECT COUNT(*) AS n FROM activity WHERE day >= 0`))[0]?.n);
  }

  async function computedOf(port: SqlPort) {
    await expect(walkComputed({ sql: port, clock }, null, Infinity)).resolves.toBeNull();
    await expect(walkSegments({ sql: port, clock }, null, Infinity)).resolves.toBeNull();
    return {
      values: await profilesIn(port),
      members: await port.query(sql`SELECT unit_id, account_id, user_id, entered_day FROM segment_member ORDER BY 1, 2, 3`),
    };
  }
});

/** What was done, by whom, and since when: as rules ask it of looks. */
function askedOfThePast(events: readonly { readonly name: string; readonly isActivity: boolean }[]): Rule[] {
  const event = events.find(({ isActivity }) => isActivity)?.name ?? null;
  const did = {
    type: 'event',
    event,
    where: [],
    measure: 'days',
    count: { test: 'atLeast', n: 2 },
    within: { type: 'lastDays', days: 30 },
  };
  return [
    { kind: 'asked', column: 'used', words: '', asks: did },
    {
      kind: 'asked',
      column: 'used by two',
      words: '',
      asks: { type: 'related', relation: 'memberships', count: { test: 'atLeast', n: 2 }, where: did },
    },
    {
      kind: 'asked',
      column: 'pays long',
      words: '',
      asks: { type: 'stage', stages: [], kinds: ['paying'], days: { test: 'atLeast', n: 180 } },
    },
  ];
}
