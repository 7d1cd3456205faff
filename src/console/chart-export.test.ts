import type { ChartDocument, DocumentNode } from './chart-document';
import { type ChartFigures, exportedChart } from './chart-export';

const head = { asOfDay: '2028-03-01', graceDays: 0, lines: 2, waiting: 0, flagged: { lines: 0, cents: 0 } };
const bridgeMonth = { new: 0, expansion: 0, contraction: 0, churn: 0, reactivation: 0, rateChange: 0, transfer: 0 };
const standings = { 'paid-used': 3, 'paid-silent': 1, 'unpaid-used': 2, neither: 0, 'not-observed': 1 };
const day = (isoDay: string, dau: number) => ({ day: isoDay, activeAccounts: 2, dau, wau: 5, mau: 1234, events: 9 });
const untilMarch = (count: number) =>
  Array.from({ length: count }, (_, index) => day(new Date(Date.UTC(2028, 2, 2 - count + index)).toISOString().slice(0, 10), index + 1));

const asked: string[] = [];
const never = (): never => {
  throw new Error('Nobody asked for this');
};
const figures = (changes: Partial<Record<keyof ChartFigures, unknown>>): ChartFigures => {
  const answers: Record<keyof ChartFigures, unknown> = {
    overview: never,
    bridge: never,
    adoption: never,
    retention: never,
    lifecycle: never,
    stageNames: never,
    ...changes,
  };
  const answer = (name: keyof ChartFigures) => () => {
    asked.push(name);
    const value = answers[name];
    return Promise.resolve().then(() => (typeof value === 'function' ? (value as () => unknown)() : value) as never);
  };
  return {
    overview: answer('overview'),
    bridge: answer('bridge'),
    adoption: answer('adoption'),
    retention: answer('retention'),
    lifecycle: answer('lifecycle'),
    stageNames: answer('stageNames'),
  };
};
const yes = () => Promise.resolve(true);
const quiet = () => undefined;

function textOf(node: DocumentNode | ChartDocument): string {
  const text = 'text' in node ? node.text : undefined;
  return text ?? (node.content ?? []).map(textOf).join(node.type === 'tableRow' ? ' | ' : '\n');
}
const printed = async (exportType: string, config: object, changes: Partial<Record<keyof ChartFigures, unknown>>) =>
  textOf(await exportedChart({ exportType, context: { config } }, yes, figures(changes), quiet));

beforeEach(() => asked.splice(0));

describe('what is printed', () => {
  test('MRR by month, to the cent, with the change of each month', async () => {
    const months = [
      { month: '2028-01', opening: 0, ...bridgeMonth, new: 12_345, closing: 12_345 },
      { month: '2028-02', opening: 12_345, ...bridgeMonth, churn: -345, closing: 12_000 },
    ];
    expect(await printed('pdf', { chart: 'mrr' }, { bridge: { head, months } })).toBe(
      [
        'MRR by month',
        'Monthly recurring revenue (USD) at the end of each month; the last one runs until Mar 1, 2028 (UTC).',
        'Month | MRR | Change',
        'January 2028 | $123.45 | $123.45',
        'February 2028 | $120.00 | −$3.45',
      ].join('\n'),
    );
  });

  test('paying × using has a row for each standing', async () => {
    const overview = { asOfDay: '2028-03-01', payingUsing: { counts: standings, mrrCents: { ...standings, 'paid-silent': 9_900 } } };
    const text = await printed('word', { chart: 'payingUsing' }, { overview });
    expect(text).toContain('Paid and silent | 1 | $99.00');
    expect(text.split('\n')).toHaveLength(2 + 1 + 5);
  });

  test('actives of 30 days are printed by the day, across a leap day, and of 90 by the week', async () => {
    const overview = (count: number) => ({ scope: 'vendor', asOfDay: '2028-03-01', series: untilMarch(count) });
    const month = await printed('pdf', { chart: 'actives', rangeDays: 30 }, { overview: overview(30) });
    expect(month).toContain('Feb 29, 2028 | 2 | 29 | 5 | 1,234');
    expect(month.split('\n')).toHaveLength(2 + 1 + 30);
    const quarter = (await printed('pdf', { chart: 'actives', rangeDays: 90 }, { overview: overview(90) })).split('\n');
    expect(quarter).toHaveLength(2 + 1 + 13);
    expect(quarter.slice(-2)).toEqual([expect.stringMatching(/^Feb 23, 2028/), expect.stringMatching(/^Mar 1, 2028/)]);
  });

  test.each([
    ['mrr', { bridge: { head, months: [] } }],
    ['actives', { overview: { scope: 'vendor', asOfDay: '2028-03-01', series: untilMarch(30) } }],
    ['payingUsing', { overview: { asOfDay: '2028-03-01', payingUsing: { counts: standings, mrrCents: standings } } }],
  ])('%s says of which accounts it is', async (chart, answers) => {
    const filter = JSON.stringify({ app: ['a.b'], segment: ['7'] });
    expect(await printed('pdf', { chart, filter }, answers)).toMatch(/\(UTC\); of accounts in a segment with app a\.b[.?]/);
    expect(await printed('pdf', { chart }, answers)).not.toContain('of accounts');
  });

  test('retention by month: running periods are told apart, cohorts of nobody left out', async () => {
    const cell = (share: number, running = false) => ({ units: 1, share, running });
    const retention = {
      asOfDay: '2028-03-01',
      cohorts: [
        { startDay: '2028-01-01', units: 8, cells: [cell(1), cell(0.5), cell(0.125, true)] },
        { startDay: '2028-02-01', units: 0, cells: [] },
      ],
    };
    const text = await printed('pdf', { chart: 'retention', unit: 'account', grain: 'month' }, { retention });
    expect(text).toContain('First active | Accounts | Month 1 | Month 2');
    expect(text).toContain('January 2028 | 8 | 50.0% | 12.5% so far');
    expect(text).not.toContain('February');
  });

  test('lifecycle by week, and adoption with the money of its accounts', async () => {
    const periods = [{ startDay: '2028-02-28', new: 1, returning: 2, resurrected: 3, dormant: 4, running: true, before: null }];
    expect(await printed('pdf', { chart: 'lifecycle', grain: 'week' }, { lifecycle: { asOfDay: '2028-03-01', periods } })).toContain(
      'Week of Feb 28, 2028, so far | 6 | 1 | 2 | 3 | 4',
    );
    const filter = JSON.stringify({ app: ['a.b'], stage: ['Payng', null] });
    const stageNames = () => (key: string) => (key === 'Payng' ? 'Paying' : key);
    expect(await printed('pdf', { chart: 'lifecycle', filter }, { lifecycle: { asOfDay: '2028-03-01', periods }, stageNames })).toContain(
      '(UTC); of accounts with app a.b, stage Paying or not known.',
    );
    const feature = { event: 'Item Ticked', accounts: 4, share: 0.5, users: 9, uses: 1_200, newAccounts: 1, mrrCents: 5_000 };
    expect(await printed('pdf', { chart: 'adoption' }, { adoption: { asOfDay: '2028-03-01', features: [feature] } })).toContain(
      'Item Ticked | 4 | 50.0% | 9 | 1,200 | $50.00',
    );
    expect(await printed('pdf', { chart: 'adoption' }, { adoption: { asOfDay: '2028-03-01', features: [] } })).toContain(
      'nothing to show yet',
    );
  });

  test.each([
    { exportType: 'pdf', extensionPayload: { config: { chart: 'lifecycle' } } },
    { exportType: 'word', context: { config: { chart: 'lifecycle' } } },
    { exportType: 'pdf', context: { extension: { config: { chart: 'lifecycle' } } } },
  ])('the chart that was chosen, wherever the kind of export keeps it: %j', async (payload) => {
    await exportedChart(payload, yes, figures({ lifecycle: { asOfDay: '2028-03-01', periods: [] } }), quiet);
    expect(asked).toEqual(['lifecycle']);
  });
});

describe('no figure is read', () => {
  test.each([
    ['for people who may not open the console', () => Promise.resolve(false)],
    ['where the product does not say who asks', () => Promise.reject(new Error('no user'))],
  ])('%s; a sentence says why', async (_who, mayOpen) => {
    const document = await exportedChart({ exportType: 'pdf', context: { config: { chart: 'mrr' } } }, mayOpen, figures({}), quiet);
    expect(textOf(document)).toMatch(/only for people who may open/);
    expect(asked).toEqual([]);
  });

  test.each(['other', undefined, 'html'])('for export type %s, which others may be shown, even for an admin', async (exportType) => {
    const document = await exportedChart({ exportType, context: { config: { chart: 'mrr' } } }, yes, figures({}), quiet);
    expect(textOf(document)).toMatch(/Open the page to see it/);
    expect(asked).toEqual([]);
  });
});

test('a chart that cannot be read does not spoil the export, and is told', async () => {
  const failures: unknown[] = [];
  const document = await exportedChart({ exportType: 'pdf' }, yes, figures({}), (error) => failures.push(error));
  expect(textOf(document)).toMatch(/could not be read/);
  expect(failures).toHaveLength(1);
});
