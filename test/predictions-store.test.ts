import { portsOver } from '../dev/sql/ports';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { healthBoard } from '../src/console/health';
import { accountScores, predictionsAnswer, prioritiesAnswer } from '../src/console/predictions';
import { removeSignal, saveSignal, signalBuilder } from '../src/console/signals';
import { PredictionsAnswer, PriorityAnswer } from '../src/contract/predictions';
import { dayNumber } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { Sql } from '../src/platform/sql';
import type { SqlValue } from '../src/platform/sql';
import type { Model } from '../src/prediction/model';
import { casesOf } from '../src/profiles/predictions/cases';
import { judgeWritten } from '../src/profiles/predictions/judge-written';
import { keepVersion } from '../src/profiles/predictions/keep-version';
import { learn } from '../src/profiles/predictions/learn';
import type { LearnStep } from '../src/profiles/predictions/learn';
import { ModelReport } from '../src/profiles/predictions/report';
import { scoreAccounts } from '../src/profiles/predictions/score-accounts';
import { migrate } from '../src/store/migrate';
import { vendorMigrations } from '../src/store/migrations/vendor';
import { decideSignal, dropSignal } from '../src/store/predictions';
import { dyingAt } from './dying-at';
import { memoryKvs } from './memory-kvs';

const NOW = Date.parse('2028-03-02T12:00:00Z');
const today = dayNumber('2028-03-02');
const clock = () => NOW;
const quiet = () => undefined;

let port: SqlPort;
let close: () => Promise<void>;
beforeEach(async () => {
  const engine = openSqlite(':memory:');
  const ports = portsOver(engine);
  await migrate(ports, vendorMigrations);
  port = ports.sql;
  close = () => Promise.resolve(engine.close());
});
afterEach(() => close());

async function put(table: string, columns: string, rows: readonly (readonly SqlValue[])[]): Promise<void> {
  const width = rows[0]?.length ?? 0;
  const tuple = `(${Array.from({ length: width }, () => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += 500) {
    const some = rows.slice(start, start + 500);
    await port.write(new Sql(`INSERT INTO ${table} (${columns}) VALUES ${some.map(() => tuple).join(', ')}`, some.flat()));
  }
}

type Story = {
  readonly id: number;
  readonly paidFrom?: number;
  readonly paidTo?: number;
  readonly soldUntil?: number;
  readonly renewedOn?: number;
  readonly cents?: number;
  readonly left?: number;
  readonly back?: number;
  /** Days on which a feature was used; a sign of life comes every fourth day of `heardFrom` on. */
  readonly usedOn?: readonly number[];
  readonly heardFrom?: number;
  readonly trialFrom?: number;
  /** What the licence says today. */
  readonly status?: string;
};

async function tell(stories: readonly Story[]): Promise<void> {
  await put('event_name', 'event_id, name, feature', [
    [1, 'Item Ticked', 1],
    [2, 'Site Observed', 0],
  ]);
  await put('app_user', 'user_id, short_id', [[7, 'ann']]);
  await put(
    'account',
    'account_id, natural_key, app_key',
    stories.map(({ id }) => [id, `key-${String(id)}`, 'app']),
  );
  await put(
    'account_state',
    'account_id, company, status, mrr_cents, seats',
    stories.map(({ id, cents = 1_000, status = 'active' }) => [id, `Company ${String(id)}`, status, cents, 10]),
  );
  await put(
    'revenue_account',
    'account_id, app, customer, root_id, first_paid_day, trial_start_day',
    stories.map(({ id, paidFrom = null, trialFrom = null }) => [id, 'app', String(id), id, paidFrom, trialFrom]),
  );
  const spans = stories.flatMap(({ id, paidFrom, paidTo, renewedOn, cents = 1_000 }) =>
    paidFrom === undefined
      ? []
      : [
          [id, paidFrom, renewedOn ?? paidTo ?? today + 200, cents, cents, '', 10],
          ...(renewedOn === undefined ? [] : [[id, renewedOn, today + 200, cents, cents, '', 10]]),
        ],
  );
  await put('revenue_span', 'account_id, start_day, end_day, customer_cents, net_cents, line_ids, seats', spans);
  // As it was sold, whatever came between.
  const lines = stories.flatMap(({ id, paidFrom, soldUntil = today + 200 }) =>
    paidFrom === undefined ? [] : [[id, id, paidFrom, paidFrom, soldUntil]],
  );
  await put(
    'revenue_line',
    'line_id, account_id, sale_day, start_day, end_day, version, customer_cents, net_cents',
    lines.map((line) => [...line, 1, 1_000, 1_000]),
  );
  const moves = stories.flatMap(({ id, left, back }) => [
    ...(left === undefined ? [] : [[id, left, 'churn', 0, -1_000, -1_000, '']]),
    ...(back === undefined ? [] : [[id, back, 'reactivation', 0, 1_000, 1_000, '']]),
  ]);
  if (moves.length > 0) await put('revenue_movement', 'account_id, day, kind, month, customer_cents, net_cents, line_ids', moves);
  const use = stories.flatMap(({ id, usedOn = [], heardFrom }) => [
    ...usedOn.map((day) => [id, day, 7, 1, 2]),
    ...(heardFrom === undefined
      ? []
      : Array.from({ length: Math.ceil((today - heardFrom) / 4) }, (_, index) => [id, heardFrom + index * 4, 0, 2, 1])),
  ]);
  await put('activity', 'account_id, day, user_id, event_id, count', use);
  await put('account_feature', 'account_id, event_id, as_of_day, first_day, last_day, users7, uses7, users30, uses30, users90, uses90', [
    [1, 1, today, 0, today, 0, 0, 0, 0, 0, 0],
  ]);
}

const numbers = (cases: Awaited<ReturnType<typeof casesOf>>, name: string): number[] => {
  const column = cases.table.columns.find((each) => each.name === name);
  if (column?.kind !== 'number') throw new Error(`No numbers called ${name}`);
  return [...column.values];
};

test('what is known of an account at a look: nothing of that day or later, and nothing where it was not observed', async () => {
  const look = today - 90;
  await tell([
    // Used on the day before the look, on the look day, and long before; left within the horizon.
    {
      id: 1,
      paidFrom: look - 200,
      paidTo: look + 10,
      // When it would leave was not to be known: what it had bought ran for longer.
      soldUntil: look + 60,
      left: look + 10,
      usedOn: [look - 30, look - 1, look, look + 3],
      heardFrom: look - 120,
    },
    // Came back within the month: neither left nor stayed.
    { id: 2, paidFrom: look - 200, left: look + 10, back: look + 20, heardFrom: look - 120 },
    // Reports only since a fortnight before the look.
    { id: 3, paidFrom: look - 200, usedOn: [look - 2], heardFrom: look - 14 },
    // Does not pay yet at the look.
    { id: 4, paidFrom: look + 5, heardFrom: look - 120 },
  ]);
  const cases = await casesOf(port, 'churn', today, 'past');
  const rows = [...cases.account].map((account, row) => [account, cases.period[row], cases.outcome[row]]);
  expect(rows.filter(([, period]) => period === look)).toEqual([
    [1, look, 1],
    [3, look, 0],
  ]);
  const at = (name: string) => numbers(cases, name).filter((_, row) => cases.period[row] === look);
  expect(at('Days with use in 30 days')).toEqual([2, NaN]);
  expect(at('Uses of “Item Ticked” in 30 days')).toEqual([4, NaN]);
  expect(at('Days to renewal')).toEqual([60, 290]);
  expect(at('Seats paid')).toEqual([10, 10]);
  expect(cases.remarks.map(({ code }) => code)).toContain('undone');
});

test('trials are looked at once, on the fifteenth day', async () => {
  const began = today - 60;
  await tell([
    { id: 1, trialFrom: began, paidFrom: began + 20, usedOn: [began, began + 13, began + 14], heardFrom: began },
    { id: 2, trialFrom: began, usedOn: [], heardFrom: began },
    // Bought before the look: nothing left to foretell.
    { id: 3, trialFrom: began, paidFrom: began + 5, heardFrom: began },
    // Runs now, and is old enough.
    { id: 4, trialFrom: today - 20, usedOn: [today - 20], heardFrom: today - 20 },
    { id: 5, trialFrom: today - 10, usedOn: [today - 10], heardFrom: today - 10 },
    // Uninstalled meanwhile: of the past it is learned from all the same.
    { id: 6, trialFrom: today - 20, usedOn: [today - 20], heardFrom: today - 20, status: 'inactive' },
    { id: 7, trialFrom: began, usedOn: [], heardFrom: began, status: 'inactive' },
  ]);
  const past = await casesOf(port, 'conversion', today, 'past');
  expect([...past.account]).toEqual([1, 2, 7]);
  expect([...past.outcome]).toEqual([1, 0, 0]);
  expect(numbers(past, 'Days with use in the first 14 days')).toEqual([2, 0, 0]);
  expect(numbers(past, 'Days since the last use')).toEqual([0, 14, 14]);
  expect([...(await casesOf(port, 'conversion', today, 'today')).account]).toEqual([4]);
});

/** Accounts that are used often stay; of those that are not, most leave. */
async function tellOfLeaving(accounts: number): Promise<void> {
  const stories = Array.from({ length: accounts }, (_, index): Story => {
    const isUsed = index % 2 === 0;
    const leaves = isUsed ? index % 20 === 0 : index % 5 !== 0;
    const left = today - 80 + (index % 60);
    const usedOn = isUsed
      ? Array.from({ length: 120 }, (__, at) => today - 130 + at).filter((day) => day % 3 === index % 3)
      : [today - 120];
    return {
      ...{ id: index + 1, paidFrom: today - 400, heardFrom: today - 200, usedOn, cents: 1_000 + index },
      ...(leaves ? { paidTo: left, left } : { renewedOn: left }),
    };
  });
  await tell(stories);
}

async function learnAll(from: SqlPort, first: LearnStep): Promise<number> {
  let steps = 0;
  for (let step: LearnStep | null = first; step !== null; steps += 1) step = await learn({ sql: from, clock, log: quiet }, step);
  return steps;
}

test('what is learned foretells, is explained to the tenth of a point, and is the same again', async () => {
  await tellOfLeaving(120);
  const kvs = memoryKvs();
  const first = { outcome: 'churn', today, part: 0 } as const;
  expect(await learnAll(port, first)).toBe(6);
  const model = () => port.query(new Sql('SELECT outcome, as_of_day, live, trained_at, report, model FROM prediction_model', []));
  const once = await model();
  await learnAll(port, first);
  expect(await model()).toEqual(once);

  await scoreAccounts({ sql: port, kvs }, today);
  const ports = { sql: port, kvs, clock };
  const answer = PredictionsAnswer.parse(await predictionsAnswer(ports, true));
  const churn = answer.outcomes.find(({ outcome }) => outcome === 'churn');
  expect(churn?.report).toMatchObject({ isLive: true, reasons: [], rows: expect.any(Number) as number });
  expect(churn?.report?.aucLow).toBeGreaterThan(0.6);
  expect(churn?.report?.logLoss).toBeLessThan(churn?.report?.baseLogLoss ?? 0);
  expect(churn?.signals.map(({ words }) => words).join()).toMatch(/use/i);

  const list = PriorityAnswer.parse(await prioritiesAnswer(ports, { outcome: 'churn', page: 0 }));
  expect(list.total).toBeGreaterThan(50);
  const money = list.rows.map(({ expectedCents }) => expectedCents ?? 0);
  expect(money).toEqual([...money].sort((a, b) => b - a));
  for (const { accountId } of list.rows.slice(0, 10)) {
    const scores = await accountScores(ports, accountId);
    for (const { shown, base, parts, smoothing } of scores)
      expect(parts.reduce((sum, { tenths }) => sum + tenths, base + smoothing)).toBe(shown);
  }
  // Again on the same day nothing moves.
  const stored = () => port.query(new Sql('SELECT * FROM account_score ORDER BY account_id', []));
  const before = await stored();
  await scoreAccounts({ sql: port, kvs }, today);
  expect(await stored()).toEqual(before);
  const { stages } = await healthBoard(ports, {}, true);
  expect(stages.flatMap(({ cells }) => cells).reduce((sum, { accounts }) => sum + accounts, 0)).toBe(list.total);
});

test('killed at any statement of the last step and begun again, it ends the same', async () => {
  await tellOfLeaving(40);
  const first = { outcome: 'churn', today, part: 0 } as const;
  await learnAll(port, first);
  const whole = await port.query(new Sql('SELECT outcome, live, report FROM prediction_model', []));
  for (const k of [8, 14, 16, 18]) {
    await learnAll(dyingAt(port, k), { ...first, part: 4 }).catch(() => 0);
    await learnAll(port, first);
    expect(await port.query(new Sql('SELECT outcome, live, report FROM prediction_model', []))).toEqual(whole);
  }
});

test('with too few outcomes there is a sentence and no score', async () => {
  await tell([
    { id: 1, paidFrom: today - 400, paidTo: today - 30, left: today - 30, heardFrom: today - 300 },
    { id: 2, paidFrom: today - 400, heardFrom: today - 300 },
  ]);
  const kvs = memoryKvs();
  for (const outcome of ['churn', 'expansion', 'conversion'] as const) await learnAll(port, { outcome, today, part: 0 });
  await scoreAccounts({ sql: port, kvs }, today);
  const { outcomes } = await predictionsAnswer({ sql: port, kvs, clock }, false);
  for (const { report, scored } of outcomes) {
    expect(report?.isLive).toBe(false);
    expect(report?.reasons.length).toBeGreaterThan(0);
    expect(scored?.accounts).toBe(0);
  }
  const { stages } = await healthBoard({ sql: port, clock }, {}, false);
  expect(stages.flatMap(({ cells }) => cells).every(({ accounts }) => accounts === 0)).toBe(true);
});

test('what people say to a signal stays when it is learned anew', async () => {
  await tellOfLeaving(120);
  const first = { outcome: 'churn', today, part: 0 } as const;
  await learnAll(port, first);
  const ports = { sql: port, kvs: memoryKvs(), clock };
  const signals = async () => (await predictionsAnswer(ports, true)).outcomes.find(({ outcome }) => outcome === 'churn')?.signals ?? [];
  const [signal] = await signals();
  if (signal === undefined) throw new Error('No signal was proposed');
  await expect(decideSignal(port, 'churn', signal.key, 'rejected', 'Not ours')).resolves.toBe(true);
  await expect(decideSignal(port, 'churn', 'unknown', 'rejected', '')).resolves.toBe(false);
  await learnAll(port, first);
  expect((await signals()).find(({ key }) => key === signal.key)).toMatchObject({ state: 'rejected', reason: 'Not ours' });
});

test('a signal written by hand gets the evidence that the same rule has as a proposal, and stays when it is learned anew', async () => {
  await tellOfLeaving(120);
  const first = { outcome: 'churn', today, part: 0 } as const;
  const ports = { sql: port, kvs: memoryKvs(), clock };
  const written = (condition: unknown) => saveSignal(port, { outcome: 'churn', derivedFrom: null, group: 'Ours', condition });
  const test = { type: 'property', property: 'Uses in 30 days', operator: 'isLessThan', value: 3 } as const;
  await expect(written(test)).resolves.toMatchObject({
    problems: [{ message: expect.stringMatching(/Nothing has been learned/) as string }],
  });
  await learnAll(port, first);
  const signals = async () => (await predictionsAnswer(ports, true)).outcomes.find(({ outcome }) => outcome === 'churn')?.signals ?? [];
  const proposed = (await signals())[0];
  if (proposed === undefined) throw new Error('No signal was proposed');
  const { figures, begin } = await signalBuilder(ports, { outcome: 'churn', key: proposed.key });
  expect(figures.map(({ name }) => name)).toContain('Uses in 30 days');

  // The very rule of the proposal is known; removed from the store it can be written.
  await expect(written(begin?.condition)).resolves.toMatchObject({ problems: [{ message: expect.stringMatching(/already/) as string }] });
  await dropSignal(port, 'churn', proposed.key);
  await expect(written(begin?.condition)).resolves.toEqual({ key: proposed.key });
  const own = async () => (await signals()).find(({ key }) => key === proposed.key);
  expect(await own()).toMatchObject({ evidenceDay: null, rows: 0, state: 'proposed', group: 'Ours' });
  await judgeWritten(port, 'churn', today);
  const { adjustedP, origin, group, alternatives: _, ...evidence } = proposed;
  expect(await own()).toMatchObject({ ...evidence, fires: expect.any(Number) as number, origin: 'written', group: 'Ours' });
  expect([origin, group]).toEqual(['found', '']);
  expect((await own())?.adjustedP).toBeLessThanOrEqual(adjustedP);

  // Another one, that nobody would propose, stays as well.
  const other = await written({ type: 'not', of: test });
  await learnAll(port, first);
  const key = 'key' in other ? other.key : '';
  expect((await signals()).find((each) => each.key === key)).toMatchObject({
    origin: 'written',
    evidenceDay: '2028-03-02',
    state: 'proposed',
  });
  await removeSignal(port, 'churn', key);
  expect((await signals()).some((each) => each.key === key)).toBe(false);
});

test('what was done before a look is asked by hand, has the evidence of counting by hand, and can be learned from', async () => {
  await tellOfLeaving(120);
  const first = { outcome: 'churn', today, part: 0 } as const;
  await learnAll(port, first);
  const ports = { sql: port, kvs: memoryKvs(), clock };
  const churn = async () => (await predictionsAnswer(ports, true)).outcomes.find(({ outcome }) => outcome === 'churn');
  const condition = { type: 'event', event: 'Item Ticked', count: { test: 'atLeast', n: 15 }, within: { type: 'lastDays', days: 30 } };
  const saved = await saveSignal(port, { outcome: 'churn', derivedFrom: null, group: '', condition: { type: 'not', of: condition } });
  const key = 'key' in saved ? saved.key : '';
  await judgeWritten(port, 'churn', today);

  // The same by hand: of the looks at which an account had reported for the thirty days, those on which it ticked fewer than fifteen times.
  const looks = await casesOf(port, 'churn', today, 'past');
  const rows = [...looks.account].map((account, row) => ({ account, look: looks.period[row] ?? 0, came: looks.outcome[row] ?? 0 }));
  const told = rows.filter(({ look }) => look - 30 >= today - 200);
  const ticks = ({ account, look }: (typeof rows)[number]): number => {
    const index = account - 1;
    const days =
      index % 2 === 0 ? Array.from({ length: 120 }, (_, at) => today - 130 + at).filter((day) => day % 3 === index % 3) : [today - 120];
    return 2 * days.filter((day) => day >= look - 30 && day < look).length;
  };
  const fired = told.filter((row) => ticks(row) < 15);
  expect((await churn())?.signals.find((signal) => signal.key === key)).toMatchObject({
    words: 'not (did “Item Ticked” at least 15 times in the last 30 days)',
    rows: told.length,
    fired: fired.length,
    hits: fired.filter(({ came }) => came === 1).length,
    actionable: true,
  });
  expect(fired.length).toBeGreaterThan(20);

  await decideSignal(port, 'churn', key, 'confirmed', '');
  await learnAll(port, { ...first, basis: 'confirmed' });
  expect((await churn())?.report?.auc).toBeGreaterThan(0.6);
  await learnAll(port, { ...first, basis: 'confirmed' });
  // Learned from nothing but confirmed signals, of which it is one: whom it fires for today is asked of today.
  await scoreAccounts({ sql: port, kvs: ports.kvs }, today);
  const fires = (await churn())?.signals.find((signal) => signal.key === key)?.fires ?? 0;
  const paying = await casesOf(port, 'churn', today, 'today');
  expect(fires).toBe([...paying.account].filter((account) => ticks({ account, look: today, came: 0 }) < 15).length);
  // Proposals are made without it.
  expect((await churn())?.signals.filter(({ origin, words }) => origin === 'found' && words.includes('did “'))).toEqual([]);
});

test('learned from confirmed signals only, scores are made of them; with none confirmed there is a sentence, and the live model stays', async () => {
  await tellOfLeaving(120);
  const kvs = memoryKvs();
  const ports = { sql: port, kvs, clock };
  const churn = async () => (await predictionsAnswer(ports, true)).outcomes.find(({ outcome }) => outcome === 'churn');
  await learnAll(port, { outcome: 'churn', today: today - 1, part: 0 });
  expect((await churn())?.report).toMatchObject({ basis: 'all', isLive: true });
  await learnAll(port, { outcome: 'churn', today, part: 0, basis: 'confirmed' });
  expect((await churn())?.report).toMatchObject({
    basis: 'confirmed',
    isLive: false,
    reasons: [expect.stringMatching(/No signal is confirmed/)],
  });
  expect((await churn())?.liveDay).toBe('2028-03-01');

  const confirmed = (await churn())?.signals ?? [];
  for (const { key } of confirmed) await decideSignal(port, 'churn', key, 'confirmed', '');
  const tomorrow = today + 1;
  expect(await learnAll(port, { outcome: 'churn', today: tomorrow, part: 0, basis: 'confirmed' })).toBe(6);
  const report = (await churn())?.report;
  expect(report).toMatchObject({ basis: 'confirmed', other: '', auc: expect.any(Number) as number });
  expect(report?.remarks.join()).toMatch(/which signals to confirm/i);
  const words = confirmed.map((signal) => signal.words);
  for (const { source } of report?.weights ?? []) expect(words).toContain(source);
  expect(report?.weights.length).toBeGreaterThan(0);

  await scoreAccounts({ sql: port, kvs }, tomorrow);
  const { rows } = await prioritiesAnswer({ ...ports, clock: () => NOW + 86_400_000 }, { outcome: 'churn', page: 0 });
  expect(rows.length).toBeGreaterThan(0);
});

test('of what is learned on one day from two bases the better one is live, and says how the other did', async () => {
  await tellOfLeaving(120);
  await learnAll(port, { outcome: 'churn', today, part: 0 });
  const stored = async () => {
    const rows = (await port.query(new Sql('SELECT live, report, model FROM prediction_model', []))) as Record<string, unknown>[];
    expect(rows).toHaveLength(1);
    return { live: rows[0]?.live, report: ModelReport.parse(JSON.parse(String(rows[0]?.report))), model: String(rows[0]?.model) };
  };
  const { report, model } = await stored();
  const keep = async (logLoss: number) =>
    await keepVersion({ sql: port, clock }, 'churn', today, { ...report, basis: 'confirmed', logLoss }, JSON.parse(model) as Model);
  const own = report.logLoss ?? 0;
  await expect(keep(own + 0.01)).resolves.toBe(false);
  expect(await stored()).toMatchObject({
    live: 1,
    report: { basis: 'all', logLoss: own, other: expect.stringMatching(/confirmed.*worse/) as string },
  });
  await expect(keep(own - 0.01)).resolves.toBe(true);
  expect(await stored()).toMatchObject({ live: 1, report: { basis: 'confirmed', other: '' } });
});
