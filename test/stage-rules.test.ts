import fc from 'fast-check';
import { accountFilterAnswer } from '../src/console/account-filter';
import { computedAnswer } from '../src/console/computed';
import { healthBoard } from '../src/console/health';
import { healthRules } from '../src/console/health-rules';
import { stageRulesAnswer } from '../src/console/stage-rules';
import { dayNumberOf } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { rowsSql, sql } from '../src/platform/sql';
import type { DEFAULT_STAGES } from '../src/profiles/default-stage';
import { saveComputed } from '../src/profiles/computed/save-computed';
import { walkComputed } from '../src/profiles/computed/walk-computed';
import { keepHealth } from '../src/profiles/health/keep-health';
import { profileOf } from '../src/profiles/profile';
import { readPlan } from '../src/profiles/segments/plan-in-store';
import { saveDefinition } from '../src/profiles/segments/save-definition';
import { walkSegments } from '../src/profiles/segments/walk-segments';
import { updateSegments } from '../src/profiles/segments/update-segments';
import { sweepDue, workOffTouched } from '../src/profiles/segments/work-off';
import { parseStages } from '../src/profiles/stage-rules/draft-stages';
import type { StageDraft } from '../src/profiles/stage-rules/draft-stages';
import { placeEverybody } from '../src/profiles/stage-rules/place-accounts';
import { previewStages } from '../src/profiles/stage-rules/preview-stages';
import { idOfRule } from '../src/profiles/stage-rules/rules';
import { saveStages } from '../src/profiles/stage-rules/save-stages';
import { BY_LICENCE } from '../src/profiles/stage-rules/stages-of';
import { stageBoard } from '../src/profiles/stages';
import type { Condition } from '../src/segments/condition';
import { nodesOf, windowOf } from '../src/segments/nodes';
import { saveHealthProfile } from '../src/store/health';
import { segmentSources } from '../src/store/segment-sources';
import { noteTouched } from '../src/store/segment-touched';
import { saveSegment } from '../src/store/segments';
import { readStageSet } from '../src/store/stage-set';
import { whyOf } from '../src/profiles/segments/why-in-store';
import { dyingAt } from './dying-at';
import { memoryKvs } from './memory-kvs';
import { evaluateStore, keptIn } from './segment-store-truth';
import type { Entries } from './segment-store-truth';
import { definitions, happen, openStore, storeSteps, ticked } from './segment-store-world';
import type { Store, StoreStep } from './segment-store-world';

/** More for a longer look: SEGMENTS_RUNS=500. */
const RUNS = Number(process.env.SEGMENTS_RUNS ?? 4);
const KINDS = ['free', 'paying', 'churn'] as const;

const property = (key: string, operator: string, value: string | number): Condition => ({
  type: 'property',
  property: key,
  operator,
  value,
});
const byLicence = (stage: string): Condition => property('licence-stage', 'is', stage);
const stage = (name: string, rule: unknown, kind: StageDraft['kind'] = 'free'): StageDraft => ({ name, kind, rule });

/** What the queue does until it has nothing to do. */
async function workQueue(store: Store, port: SqlPort = store.sql): Promise<void> {
  const ports = { sql: port, clock: store.clock };
  for (;;) {
    if ((await walkSegments(ports, null, Infinity)) !== null) continue;
    const isPlaced = await placeEverybody(ports, Infinity);
    const { isDone } = await workOffTouched(ports, Infinity);
    if (isPlaced && isDone) return;
  }
}

async function restage(store: Store, stages: readonly StageDraft[] | null) {
  const { version } = await readStageSet(store.sql);
  return await saveStages({ ...store, walk: () => workQueue(store) }, { version, stages });
}

async function license(store: Store, account: number, licenceStage: keyof typeof DEFAULT_STAGES, mrr = 0, port = store.sql): Promise<void> {
  await port.write(sql`
    INSERT INTO account_state (account_id, status, mrr_cents, licence_stage)
    VALUES ${rowsSql([[account, 'active', mrr, licenceStage]])}
    ON DUPLICATE KEY UPDATE mrr_cents = VALUES(mrr_cents), licence_stage = VALUES(licence_stage)`);
  await noteTouched(port, [{ accountId: account, userId: 0 }]);
}

/** By account with a licence. */
async function stagesIn(store: Store): Promise<Record<number, string | null>> {
  const rows = await store.sql.query(sql`SELECT account_id, stage FROM account_state ORDER BY account_id`);
  return Object.fromEntries(rows.map((row) => [Number(row.account_id), row.stage as string | null]));
}

/** What rules say of everybody, evaluated from all that the tables hold; and that the history ends with it. */
async function expectTruth(store: Store, entries: Entries, context: unknown): Promise<void> {
  const plan = await readPlan(store.sql);
  const truth = await evaluateStore(store, plan, entries);
  const placed = await stagesIn(store);
  const expected = Object.fromEntries(
    Object.keys(placed).map((account) => {
      const first = (plan.sources.stages.stages ?? []).find(({ ruleId }) => {
        const day = truth[`segment ${idOfRule(ruleId)}`]?.[`${account}:0`];
        return day !== undefined && day < 65_535;
      });
      return [account, first?.key ?? null];
    }),
  );
  expect({ context, stages: placed }).toEqual({ context, stages: expected });
  expect({ context, members: await keptIn(store, plan) }).toEqual({ context, members: truth });
  const latest = await store.sql.query(sql`
    SELECT e.account_id, e.stage FROM stage_entry e
    WHERE e.entered_day = (SELECT MAX(l.entered_day) FROM stage_entry l WHERE l.account_id = e.account_id)`);
  for (const row of latest) expect(row.stage === '' ? null : row.stage).toBe(placed[Number(row.account_id)]);
}

const asksStages = (condition: Condition): boolean =>
  nodesOf('account', condition).some(
    ({ node }) => node.type === 'stage' || node.type === 'stageEntered' || windowOf(node)?.type === 'sinceStage',
  );

/** Rules as hard as conditions of segments are, but for stages. */
const someStages = definitions.map((segments) =>
  segments.flatMap(({ kind, condition }, index) => {
    const isAlone = !nodesOf(kind, condition).some(({ node }) => node.type === 'segment' || windowOf(node)?.type === 'sinceSegment');
    return kind === 'account' && isAlone && !asksStages(condition) ? [stage(`Stage ${index}`, condition, KINDS[index % 3])] : [];
  }),
);

/** Whatever a mere rename must leave as it is. */
async function standing(store: Store) {
  return await Promise.all(
    [
      sql`SELECT account_id, stage FROM account_state ORDER BY 1`,
      sql`SELECT account_id, entered_day, stage FROM stage_entry ORDER BY 1, 2`,
      sql`SELECT account_id, user_id, unit_id, entered_day FROM segment_member ORDER BY 1, 2, 3`,
      sql`SELECT segment_id, account_id, user_id, day, entered FROM segment_turn ORDER BY 1, 2, 3, 4, 5`,
      sql`SELECT unit_id, unit_key, ready FROM segment_unit ORDER BY 1`,
      sql`SELECT account_id, user_id FROM segment_touched ORDER BY 1, 2`,
      sql`SELECT account_id, user_id, names FROM segment_told ORDER BY 1, 2`,
      sql`SELECT subject, properties FROM profile_told ORDER BY 1`,
    ].map((each) => store.sql.query(each)),
  );
}

/** The stages as they stand, one of them under another name. */
async function rename(store: Store, key: string, name: string, port = store.sql) {
  const { version, stages } = await readStageSet(store.sql);
  const drafts = (stages ?? BY_LICENCE).map((each) => ({ ...each, name: each.key === key ? name : each.name }));
  return await saveStages({ sql: port, clock: store.clock, walk: () => workQueue(store) }, { version, stages: drafts });
}

type Step =
  | { readonly type: 'rename'; stage: number; name: string }
  | { readonly type: 'kind'; stage: number; kind: StageDraft['kind'] }
  | StoreStep
  | { readonly type: 'licence'; account: number; mrr: number; stage: keyof typeof DEFAULT_STAGES };
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: storeSteps.filter(({ type }) => type !== 'state') },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('licence' as const),
      account: fc.integer({ min: 1, max: 3 }),
      mrr: fc.nat(3),
      stage: fc.constantFrom<(keyof typeof DEFAULT_STAGES)[]>('Evaluation', 'Paying', 'Lapsed'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('kind' as const), stage: fc.nat(9), kind: fc.constantFrom(...KINDS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('rename' as const),
      stage: fc.nat(9),
      name: fc.constantFrom('One', 'Two', 'Paying', 'Lapsed'),
    }),
  },
);

async function world() {
  const store = await openStore();
  await happen(store, {
    type: 'batch',
    calls: [
      { account: 0, user: 1, event: 0, daysAgo: 0 },
      { account: 0, user: 2, event: 0, daysAgo: 1 },
      { account: 1, user: 1, event: 0, daysAgo: 5 },
      { account: 2, user: 3, event: 2, daysAgo: 0 },
    ],
  });
  await license(store, 1, 'Evaluation');
  await license(store, 2, 'Paying', 900);
  return store;
}

test('after every step accounts stand in the first stage whose rule a full evaluation says they meet, and segments follow', async () => {
  await fc.assert(
    fc.asyncProperty(someStages, definitions, fc.array(steps, { minLength: 4, maxLength: 10 }), async (rules, segments, history) => {
      const store = await world();
      const stages = [
        ...rules,
        stage('Paying', byLicence('Paying'), 'paying'),
        stage('Evaluation', ticked(1, 20)),
        stage('Lapsed', ticked(9)),
      ];
      expect(await restage(store, stages)).toHaveProperty('version');
      for (const { name, kind, condition } of segments)
        await saveSegment(store.sql, { id: null, name, kind, description: '', condition, told: false }, store.clock());
      await workQueue(store);
      const entries: Entries = new Map();
      await expectTruth(store, entries, 'at first');
      for (const step of history) {
        if (step.type === 'licence') await license(store, step.account, step.stage, step.mrr);
        else if (step.type === 'rename') {
          const before = await standing(store);
          const named = (await readStageSet(store.sql)).stages ?? [];
          const isTaken = named.some(({ name }) => name === step.name);
          await rename(store, named[step.stage % named.length]?.key ?? '', step.name);
          expect({ step, isTaken, after: await standing(store) }).toEqual({ step, isTaken, after: before });
        } else if (step.type === 'kind') {
          const { version, stages: all } = await readStageSet(store.sql);
          const changed = (all ?? []).map((each, index, { length }) =>
            index === step.stage % length ? { ...each, kind: step.kind } : each,
          );
          await saveStages({ ...store, walk: () => workQueue(store) }, { version, stages: changed });
        } else await happen(store, step);
        await workQueue(store);
        await expectTruth(store, entries, step);
      }
      await store.close();
    }),
    { numRuns: RUNS },
  );
});

test('stages are made, moved by, counted before and taken back; history says when', async () => {
  const store = await world();
  const drafts = [stage('Busy', ticked(2)), stage('Paying', byLicence('Paying'), 'paying')];
  const parsed = parseStages(await segmentSources(store.sql), drafts);
  if ('problems' in parsed) throw new Error('Not parsed');
  await license(store, 3, 'Lapsed');
  expect(await previewStages(store, parsed, Infinity)).toEqual({ accounts: [1, 1], nowhere: 1, of: 3, isWhole: true });

  expect(await restage(store, drafts)).toEqual({ version: 1 });
  expect(await stagesIn(store)).toEqual({ 1: 'Busy', 2: 'Paying', 3: null });
  const kept = (await readStageSet(store.sql)).stages?.map(({ ruleId }) => ruleId);
  const board = await stageBoard(store, 30, {});
  expect(board).toMatchObject({ isFirst: false, working: null, nowhere: 1 });
  expect(board.stages.map(({ stage: name, kind, accounts, mrrCents, trouble }) => [name, kind, accounts, mrrCents, trouble])).toEqual([
    ['Busy', 'free', 1, 0, null],
    ['Paying', 'paying', 1, 900, null],
  ]);

  // Eight days later nobody is busy, because of nothing that anybody did.
  store.time.now += 8 * 86_400_000;
  await sweepDue(store, Infinity);
  expect(await stagesIn(store)).toEqual({ 1: null, 2: 'Paying', 3: null });
  const today = dayNumberOf(store.time.now);
  const history = await store.sql.query(sql`SELECT entered_day, stage FROM stage_entry WHERE account_id = 1 ORDER BY entered_day`);
  expect(history.map((row) => [Number(row.entered_day) - today, row.stage])).toEqual([
    [-8, 'Busy'],
    [0, ''],
  ]);

  // What stays is not asked again; the order alone decides.
  expect(await restage(store, [stage('All', property('mrr', 'isAtLeast', 0)), ...drafts])).toEqual({ version: 2 });
  expect((await readStageSet(store.sql)).stages?.map(({ ruleId }) => ruleId).slice(1)).toEqual(kept);
  expect(Object.values(await stagesIn(store))).toEqual(['All', 'All', 'All']);
  expect(await restage(store, [...drafts, stage('All', property('mrr', 'isAtLeast', 0))])).toEqual({ version: 3 });
  expect(await stagesIn(store)).toEqual({ 1: 'All', 2: 'Paying', 3: 'All' });

  expect(await restage(store, null)).toEqual({ version: 4 });
  expect(await stagesIn(store)).toEqual({ 1: 'Evaluation', 2: 'Paying', 3: 'Lapsed' });
  const units = await store.sql.query(sql`SELECT unit_key FROM segment_unit`);
  expect(units).toEqual([]);
  await store.close();
});

test('what cannot be is refused in words: circles, names, rules, and stages that somebody asks about', async () => {
  const store = await world();
  const walk = () => workQueue(store);
  const save = async (name: string, condition: unknown, id: number | null = null) => {
    const saved = await saveDefinition({ ...store, walk }, { id, name, kind: 'account', description: '', told: false, condition });
    if ('problems' in saved) return saved.problems.map(({ message }) => message);
    return saved.segmentId ?? 0;
  };
  const asking = Number(await save('Payers', { type: 'stage', stages: ['Paying'] }));
  const harmless = Number(await save('Busy ones', ticked(2)));
  const refused = async (stages: readonly StageDraft[] | null) => {
    const saved = await restage(store, stages);
    return 'problems' in saved ? saved.problems.map(({ stage: place, message }) => [place, message]) : saved;
  };
  const paying = stage('Paying', byLicence('Paying'), 'paying');
  expect(await refused([paying, stage('Odd', { type: 'stage', stages: ['Paying'] })])).toEqual([
    [1, 'a rule of a stage cannot ask about stages'],
  ]);
  expect(await refused([paying, stage('Odd', { type: 'not', of: { type: 'segment', segment: String(asking) } })])).toEqual([
    [1, 'a rule of a stage cannot ask about stages, and the segment “Payers” does: it would go round in a circle'],
  ]);
  expect(await refused([paying, paying])).toEqual([[1, 'There are two stages that are called “Paying”.']]);
  expect(await refused([stage('', ticked(1)), paying])).toEqual([[0, 'Give it a name.']]);
  expect(await refused([paying, stage('Odd', property('colour', 'is', 'red'))])).toEqual([[1, '“colour” is no property of accounts']]);
  expect(await refused([paying, stage('Odd', property('mrr', 'is', 1)), stage('Odd2', { type: 'segment', segment: '-100' })])).toEqual([
    [2, '“-100” is no segment'],
  ]);
  expect(await refused([stage('Other', ticked(1))])).toEqual([
    [null, 'The segment “Payers” asks about the stage “Paying”: change the segment first, or keep the stage.'],
  ]);
  expect(await readStageSet(store.sql)).toMatchObject({ version: 0, stages: null });

  expect(await refused([paying, stage('Busy', { type: 'segment', segment: String(harmless) })])).toEqual({ version: 1 });
  expect(await stagesIn(store)).toEqual({ 1: 'Busy', 2: 'Paying' });
  expect(await save('Busy ones', { type: 'stageEntered', stage: 'Paying', within: { type: 'lastDays', days: 3 } }, harmless)).toEqual([
    '“Stage Busy” is decided by this segment, which then cannot ask about stages.',
  ]);
  expect(await saveStages({ ...store, walk }, { version: 0, stages: [paying] })).toEqual({
    problems: [{ stage: null, path: '', message: 'Somebody else changed the stages meanwhile. Reload the page.' }],
  });
  await store.close();
});

test('a stage that is renamed keeps its history, and who asks about it keeps its members; whatever shows it shows the new name', async () => {
  const store = await world();
  const walk = () => workQueue(store);
  await restage(store, [stage('Bussy', ticked(2)), stage('Paying', byLicence('Paying'), 'paying')]);
  const ask = async (name: string, condition: unknown) => {
    const saved = await saveDefinition({ ...store, walk }, { id: null, name, kind: 'account', description: '', told: true, condition });
    if ('problems' in saved) throw new Error(JSON.stringify(saved.problems));
    return saved.segmentId ?? 0;
  };
  const inIt = await ask('In it', { type: 'stage', stages: ['Bussy'] });
  await ask('Came', { type: 'stageEntered', stage: 'Bussy', within: { type: 'lastDays', days: 3 } });
  const ticksSince = { kind: 'account', key: null, label: 'Ticked since', description: '', grouping: null } as const;
  const since = { type: 'events', measure: 'count', events: ['Item Ticked'], within: { type: 'sinceStage', stage: 'Bussy' } };
  await saveComputed({ ...store, walk }, { ...ticksSince, definition: since });
  await walkComputed(store, null, Infinity);
  await saveHealthProfile(store.sql, { stage: 'Bussy', good: property('mrr', 'isAtLeast', 0), bad: null }, 'x');
  await keepHealth(store.sql, dayNumberOf(store.time.now));
  await workQueue(store);
  const before = await standing(store);
  const filter = { stage: ['Bussy'] };
  const filtered = await accountFilterAnswer(store, filter);
  expect(filtered).toMatchObject({ accounts: 1, stageNames: {} });

  // The paying take the name that the busy had: whoever asks for the busy still means the busy.
  const drafts = [
    { ...stage('Hard at work', ticked(2)), key: 'Bussy' },
    { ...stage('Bussy', byLicence('Paying'), 'paying'), key: 'Paying' },
  ];
  expect(await restage(store, drafts)).toEqual({ version: 2 });
  expect(await standing(store)).toEqual(before);
  const board = await stageBoard(store, 30, {});
  expect(board.working).toBeNull();
  expect(board.stages.map(({ stage: key, name, accounts }) => [key, name, accounts])).toEqual([
    ['Bussy', 'Hard at work', 1],
    ['Paying', 'Bussy', 1],
  ]);
  const profile = await profileOf({ sql: store.sql, kvs: memoryKvs() }, { accountId: 1, userId: 0 });
  expect(profile?.stages.map(({ stage: name }) => name)).toEqual(['Hard at work']);
  expect(await whyOf(store, inIt, { accountId: 1, userId: 0 })).toMatchObject({
    label: 'is in “Hard at work”',
    outcome: 'yes',
    value: 'Hard at work',
  });
  const renamed = await accountFilterAnswer(store, filter);
  expect(renamed).toMatchObject({ accounts: 1, stageNames: { Bussy: 'Hard at work', Paying: 'Bussy' } });
  expect(renamed.options.stage.map(({ value }) => value)).toEqual(['Paying', 'Bussy', null]);
  expect((await computedAnswer(store)).computed).toMatchObject([
    { words: 'How often “Item Ticked” was done, since entering the stage “Hard at work”', problem: null },
  ]);
  expect((await healthBoard(store, {}, true)).stages).toMatchObject([
    { stage: 'Bussy', name: 'Hard at work', source: 'own rules', cells: [{ health: 'good', accounts: 1 }, {}, {}, {}] },
    { stage: 'Paying', name: 'Bussy', source: 'scores' },
    { stage: null, name: null },
  ]);
  expect(await healthRules(store, true)).toMatchObject({
    stages: [
      { stage: 'Bussy', name: 'Hard at work' },
      { stage: 'Paying', name: 'Bussy' },
    ],
    profiles: [{ stage: 'Bussy', name: 'Hard at work' }],
  });
  expect((await stageRulesAnswer(store, true)).stages).toMatchObject([
    { key: 'Bussy', name: 'Hard at work' },
    { key: 'Paying', name: 'Bussy' },
  ]);

  // What is saved again from the same page is refused, and from the page as it is now changes nothing.
  expect(await saveStages({ ...store, walk }, { version: 1, stages: drafts })).toHaveProperty('problems');
  expect(await restage(store, drafts)).toEqual({ version: 3 });
  expect(await standing(store)).toEqual(before);
  await store.close();
});

test('when a stage becomes of another kind, whoever asks for kinds follows', async () => {
  const store = await world();
  const walk = () => workQueue(store);
  const drafts = [stage('Busy', ticked(2)), stage('Paying', byLicence('Paying'), 'paying')];
  await restage(store, drafts);
  const condition: Condition = { type: 'stage', stages: [], kinds: ['paying'], days: null };
  await saveDefinition({ ...store, walk }, { id: null, name: 'Payers', kind: 'account', description: '', told: true, condition });
  const related: Condition = { type: 'related', relation: 'accounts', count: { test: 'atLeast', n: 1 }, where: condition };
  await saveDefinition({ ...store, walk }, { id: null, name: 'Theirs', kind: 'user', description: '', told: true, condition: related });
  const entries: Entries = new Map();
  await expectTruth(store, entries, 'at first');
  const kinds: readonly (readonly [StageDraft['kind'], StageDraft['kind']])[] = [
    ['paying', 'paying'],
    ['paying', 'free'],
    ['churn', 'churn'],
  ];
  for (const [busy, paying] of kinds) {
    await restage(store, [stage('Busy', ticked(2), busy), stage('Paying', byLicence('Paying'), paying)]);
    await expectTruth(store, entries, [busy, paying]);
  }
  await restage(store, null);
  const plan = await readPlan(store.sql);
  expect(await keptIn(store, plan)).toEqual(await evaluateStore(store, plan, entries));
  await store.close();
});

test('whoever is cut while a stage becomes of another kind, the next run has all follow', async () => {
  const changed = [{ ...stage('Busy', ticked(2), 'paying'), key: 'Busy' }, stage('Paying', byLicence('Paying'), 'free')];
  for (let k = 1, isOver = false; !isOver; k += 1) {
    const store = await world();
    const walk = () => workQueue(store);
    await restage(store, [stage('Busy', ticked(2)), stage('Paying', byLicence('Paying'), 'paying')]);
    const condition = { type: 'stage', kinds: ['paying'] };
    await saveDefinition({ ...store, walk }, { id: null, name: 'Payers', kind: 'account', description: '', told: true, condition });
    const cut = dyingAt(store.sql, k);
    const saved = saveStages({ sql: cut, clock: store.clock, walk: () => workQueue(store, cut) }, { version: 1, stages: changed });
    isOver = await saved.then(
      () => true,
      () => false,
    );
    // Saved once more before anybody followed: what had turned is not forgotten.
    await restage(store, changed);
    const members = await store.sql.query(sql`
      SELECT m.account_id FROM segment_member m JOIN segment_unit u ON u.unit_id = m.unit_id
      WHERE u.segment_id = 1 AND m.entered_day > 0 ORDER BY 1`);
    expect({ k, members: members.map((row) => Number(row.account_id)) }).toEqual({ k, members: [1] });
    await store.close();
  }
});

test('a batch that read what stages are before one becomes of another kind leaves nobody behind', async () => {
  const changed = [{ ...stage('Busy', ticked(2), 'paying'), key: 'Busy' }, stage('Paying', byLicence('Paying'), 'free')];
  for (let k = 1, isOver = false; !isOver; k += 2) {
    const store = await world();
    const walk = () => workQueue(store);
    await restage(store, [stage('Busy', ticked(2)), stage('Paying', byLicence('Paying'), 'paying')]);
    const condition = { type: 'stage', kinds: ['paying'] };
    await saveDefinition({ ...store, walk }, { id: null, name: 'Payers', kind: 'account', description: '', told: true, condition });
    let statements = 0;
    const turnAt = async (): Promise<void> => {
      statements += 1;
      if (statements === k) await restage(store, changed);
    };
    const turning: SqlPort = {
      query: async (statement) => (await turnAt(), await store.sql.query(statement)),
      write: async (statement) => (await turnAt(), await store.sql.write(statement)),
    };
    // They leave their stages for each other's while kinds change.
    await store.sql.write(sql`UPDATE account_state SET licence_stage = CASE account_id WHEN 2 THEN 'Free' ELSE 'Paying' END`);
    const everybody = [1, 2, 3].map((accountId) => ({ accountId, userId: 0 }));
    await updateSegments({ sql: turning, clock: store.clock }, everybody, dayNumberOf(store.time.now));
    isOver = statements < k;
    if (isOver) await restage(store, changed);
    await workQueue(store);
    await expectTruth(store, new Map(), k);
    await store.close();
  }
});

test('names that are free again are taken by new stages, and a stage that was given up is itself again under its last name', async () => {
  const store = await world();
  await restage(store, [stage('Busy', ticked(2)), stage('Paying', byLicence('Paying'), 'paying')]);
  await rename(store, 'Busy', 'Hard at work');
  const keys = async () => (await readStageSet(store.sql)).stages?.map(({ key, name }) => [key, name]);
  const paying = stage('Paying', byLicence('Paying'), 'paying');
  await restage(store, [stage('Hard at work', ticked(2)), stage('Busy', ticked(1)), paying]);
  expect(await keys()).toEqual([
    ['Busy', 'Hard at work'],
    ['stage 2', 'Busy'],
    ['Paying', 'Paying'],
  ]);
  await restage(store, [paying]);
  expect(await stagesIn(store)).toEqual({ 1: null, 2: 'Paying' });
  expect((await stageBoard(store, 30, {})).stages[0]?.moves).toEqual([]);
  const { stages } = (await profileOf({ sql: store.sql, kvs: memoryKvs() }, { accountId: 1, userId: 0 })) ?? {};
  expect(stages?.map(({ stage: name }) => name)).toEqual(['']);
  await restage(store, [stage('Hard at work', ticked(2)), paying]);
  expect(await keys()).toEqual([
    ['Busy', 'Hard at work'],
    ['Paying', 'Paying'],
  ]);
  expect((await accountFilterAnswer(store, {})).stageNames).toEqual({ Busy: 'Hard at work', 'stage 2': 'Busy' });
  expect(await restage(store, [{ ...paying, key: 'Lapsed' }])).toMatchObject({ problems: [{ stage: 0, path: 'name' }] });
  expect(
    await restage(store, [
      { ...paying, key: 'Paying' },
      { ...paying, name: 'Other', key: 'Paying' },
    ]),
  ).toMatchObject({
    problems: [{ stage: 1, path: 'name' }],
  });
  // By licence again: that is what those stages are called.
  await rename(store, 'Paying', 'Customer');
  await restage(store, null);
  expect((await accountFilterAnswer(store, {})).stageNames).toEqual({ Busy: 'Hard at work', 'stage 2': 'Busy' });
  expect(await stagesIn(store)).toEqual({ 1: 'Evaluation', 2: 'Paying' });
  await store.close();
});

test('stages that were saved before they could be renamed are known by their names', async () => {
  const store = await world();
  const own = { name: 'All', kind: 'free', ruleId: 100, rule: property('mrr', 'isAtLeast', 0) };
  await store.sql.write(sql`
    INSERT INTO stage_set (set_id, version, definition, asked_after, placed_version, placed_after)
    VALUES (1, 1, ${JSON.stringify({ stages: [own] })}, 0, 0, 0)`);
  await workQueue(store);
  expect(await stagesIn(store)).toEqual({ 1: 'All', 2: 'All' });
  await rename(store, 'All', 'Everybody');
  expect(await readStageSet(store.sql)).toMatchObject({
    version: 2,
    placedVersion: 2,
    stages: [{ key: 'All', name: 'Everybody', ruleId: 100 }],
  });
  expect(await stagesIn(store)).toEqual({ 1: 'All', 2: 'All' });
  await store.close();
});

test('nobody meets a rule that cannot be asked any more, and the board says why', async () => {
  const store = await world();
  await restage(store, [stage('Planned', property('plan', 'hasNoValue', 0)), stage('Rest', property('mrr', 'isAtLeast', 0))].slice(1));
  await restage(store, [
    stage('Planned', { ...property('plan', 'hasNoValue', 0), value: null }),
    stage('Rest', property('mrr', 'isAtLeast', 0)),
  ]);
  expect(await stagesIn(store)).toEqual({ 1: 'Planned', 2: 'Planned' });
  await store.sql.write(sql`DELETE FROM property WHERE property_key = 'plan'`);
  await workQueue(store);
  expect(await stagesIn(store)).toEqual({ 1: 'Rest', 2: 'Rest' });
  expect((await stageBoard(store, 30, {})).stages.map(({ trouble }) => trouble)).toEqual(['“plan” is no property of accounts', null]);
  await store.close();
});

test('a rename that is cut at any statement is done whole or not at all', async () => {
  for (let k = 1, isOver = false; !isOver; k += 1) {
    const store = await world();
    await restage(store, [stage('Bussy', ticked(2)), stage('Paying', byLicence('Paying'), 'paying')]);
    const before = await standing(store);
    const names = async () => (await stageBoard(store, 30, {})).stages.map(({ name }) => name);
    isOver = await rename(store, 'Bussy', 'Busy', dyingAt(store.sql, k)).then(
      () => true,
      () => false,
    );
    expect([
      ['Bussy', 'Paying'],
      ['Busy', 'Paying'],
    ]).toContainEqual(await names());
    await rename(store, 'Bussy', 'Busy');
    await workQueue(store);
    expect({ k, names: await names(), standing: await standing(store) }).toEqual({ k, names: ['Busy', 'Paying'], standing: before });
    await store.close();
  }
});

test('cut at any statement and done again, everybody stands where they belong', async () => {
  const drafts = [stage('Busy', ticked(2)), stage('Paying', byLicence('Paying'), 'paying'), stage('Rest', property('mrr', 'isAtLeast', 0))];
  const survives = async (port: SqlPort, work: (port: SqlPort) => Promise<unknown>): Promise<boolean> => {
    try {
      await work(port);
      return true;
    } catch {
      return false;
    }
  };
  for (let k = 1, isOver = false; !isOver; k += 1) {
    const store = await world();
    await license(store, 3, 'Lapsed');
    const walk = () => Promise.resolve();
    const isSaved = await survives(dyingAt(store.sql, k), (port) =>
      saveStages({ sql: port, clock: store.clock, walk }, { version: 0, stages: drafts }),
    );
    if (!isSaved && (await readStageSet(store.sql)).version === 0) await saveStages({ ...store, walk }, { version: 0, stages: drafts });
    const isWorked = await survives(dyingAt(store.sql, k), (port) => workQueue(store, port));
    await workQueue(store);
    expect({ k, stages: await stagesIn(store) }).toEqual({ k, stages: { 1: 'Busy', 2: 'Paying', 3: 'Rest' } });
    store.time.now += 8 * 86_400_000;
    // The day of its own has passed for whoever was cut: only what was noted is looked at again.
    const isSwept = await survives(dyingAt(store.sql, k), (port) => sweepDue({ sql: port, clock: store.clock }, Infinity));
    await sweepDue(store, Infinity);
    await workQueue(store);
    expect({ k, stages: await stagesIn(store) }).toEqual({ k, stages: { 1: 'Rest', 2: 'Paying', 3: 'Rest' } });
    isOver = isSaved && isWorked && isSwept;
    await store.close();
  }
});
