import { asOf, type History } from '../src/prediction/as-of';
import type { AsOf } from '../src/prediction/as-of';

const LOOK = 1000;
const none: History = { properties: [], counts: [], aggregates: [], observed: [], atRisk: [], outcomes: [], untilDay: 2000 };
const always = { account: 1, fromDay: 0, toDay: 2000 };

/** Account 1 is at risk all along and has the outcome 12 days after the look. */
function looked(history: Partial<History>, derivedFromOutcome: string[] = []): AsOf {
  const all = { ...none, atRisk: [always], observed: [always], outcomes: [{ account: 1, day: LOOK + 12 }], ...history };
  return asOf(all, { lookDays: [LOOK], horizonDays: 30, derivedFromOutcome: new Set(derivedFromOutcome) });
}

function valueOf({ table }: AsOf, name: string): number | string | null | undefined {
  const column = table.columns.find((each) => each.name === name);
  if (column === undefined) return undefined;
  if (column.kind === 'category') return column.levels[column.codes[0]!] ?? null;
  return Number.isNaN(column.values[0]!) ? null : column.values[0]!;
}

test('first leak: usage on the look day, after it, or told only after it', () => {
  const event = { account: 1, event: 'export', count: 1 };
  const counts = [
    { ...event, day: LOOK - 1 },
    { ...event, day: LOOK - 3, knownDay: LOOK - 1 },
    { ...event, day: LOOK, count: 100 },
    { ...event, day: LOOK + 15, count: 100 },
    { ...event, day: LOOK - 2, knownDay: LOOK + 1, count: 100 },
  ];
  const result = looked({ counts });
  expect(valueOf(result, 'export, last 7 days')).toBe(2);
  expect(valueOf(result, 'export, trend')).toBe(1);
  expect([...result.outcome]).toEqual([1]);
  expect([...result.daysAhead]).toEqual([12]);
});

test('second leak: a property that was overwritten later, or written back in time', () => {
  const plan = { account: 1, property: 'plan' };
  const properties = [
    { ...plan, sinceDay: 900, value: 'paid' },
    { ...plan, sinceDay: LOOK + 12, value: 'left' },
    { ...plan, sinceDay: 950, knownDay: LOOK + 13, value: 'left' },
  ];
  expect(valueOf(looked({ properties }), 'plan')).toBe('paid');
  const undated = looked({ properties: [{ ...plan, sinceDay: undefined, value: 'left' }] });
  expect(valueOf(undated, 'plan')).toBeNull();
  expect(undated.remarks.map(({ sentence }) => sentence)).toEqual(['“plan” is left out: nobody knows since when its values hold.']);
});

test('third leak: a column that follows from the outcome', () => {
  const properties = [{ account: 1, property: 'churned', sinceDay: 10, value: 1 }];
  expect(valueOf(looked({ properties }), 'churned')).toBe(1);
  const barred = looked({ properties }, ['churned']);
  expect(valueOf(barred, 'churned')).toBeUndefined();
  expect(barred.remarks[0]!.sentence).toBe('“churned” is left out: it follows from the outcome itself.');
});

test('fourth leak: an aggregate over days to come', () => {
  const aggregates = [
    { account: 1, name: 'score', throughDay: LOOK - 10, value: 3 },
    { account: 1, name: 'score', throughDay: LOOK - 1, value: 4 },
    { account: 1, name: 'score', throughDay: LOOK, value: 80 },
    { account: 1, name: 'score', throughDay: LOOK + 29, value: 90 },
  ];
  expect(valueOf(looked({ aggregates }), 'score')).toBe(4);
});

test('what happens on the look day or later changes no column at all', () => {
  const before: Partial<History> = {
    counts: [{ account: 1, event: 'export', day: LOOK - 20, count: 3 }],
    properties: [{ account: 1, property: 'seats', sinceDay: 400, value: 10 }],
    aggregates: [{ account: 1, name: 'score', throughDay: LOOK - 5, value: 3 }],
  };
  const later: Partial<History> = {
    counts: [...before.counts!, { account: 1, event: 'export', day: LOOK + 1, count: 9 }],
    properties: [...before.properties!, { account: 1, property: 'seats', sinceDay: LOOK, value: 99 }],
    aggregates: [...before.aggregates!, { account: 1, name: 'score', throughDay: LOOK + 1, value: 9 }],
  };
  expect(looked(later).table).toEqual(looked(before).table);
});

test('time that was not observed is missing, not zero', () => {
  const counts = [{ account: 1, event: 'export', day: LOOK - 2, count: 5 }];
  const since = looked({ counts, observed: [{ account: 1, fromDay: LOOK - 10, toDay: 2000 }] });
  expect(valueOf(since, 'export, last 7 days')).toBe(5);
  expect(valueOf(since, 'export, last 30 days')).toBeNull();
  const gap = looked({
    counts,
    observed: [
      { account: 1, fromDay: 0, toDay: LOOK - 5 },
      { account: 1, fromDay: LOOK - 4, toDay: 2000 },
    ],
  });
  expect(valueOf(gap, 'export, last 7 days')).toBeNull();
  expect(valueOf(looked({ counts: [{ ...counts[0]!, day: 500 }] }), 'export, last 7 days')).toBe(0);
});

test('who counts: at risk at the look, horizon over, no outcome undone later', () => {
  const at = (history: Partial<History>) => looked(history).table.rows;
  expect(at({})).toBe(1);
  expect(at({ atRisk: [{ account: 1, fromDay: LOOK + 1, toDay: 2000 }] })).toBe(0);
  expect(at({ atRisk: [{ account: 1, fromDay: 0, toDay: LOOK }] })).toBe(0);
  expect(at({ untilDay: LOOK + 29 })).toBe(0);
  const undone = looked({ outcomes: [{ account: 1, day: LOOK + 3, undoneDay: LOOK + 20 }] });
  expect(undone.table.rows).toBe(0);
  expect(undone.remarks[0]!.sentence).toMatch(/undone later/);
  expect([...looked({ outcomes: [{ account: 1, day: LOOK + 30 }] }).outcome]).toEqual([0]);
});
