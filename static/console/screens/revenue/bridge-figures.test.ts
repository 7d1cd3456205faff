import fc from 'fast-check';
import type { BridgeMonth, RevenueBridge } from '../../../../src/contract/revenue-movements';
import { bridgeSteps, byMovements, chosen, equation, headline, monthColumn, MOVEMENTS, periodWords, together } from './bridge-figures';
import { waterfallBars } from '../../parts/waterfall-bars';

const NOTHING = { new: 0, expansion: 0, contraction: 0, churn: 0, reactivation: 0, rateChange: 0, transfer: 0 };
const monthOf = (month: string, opening: number, moved: Partial<typeof NOTHING>): BridgeMonth => {
  const all = { ...NOTHING, ...moved };
  return { month, opening, ...all, closing: MOVEMENTS.reduce((sum, kind) => sum + all[kind], opening) };
};
const DECEMBER = monthOf('2027-12', 100_00, { new: 20_00, churn: -5_00 });
const JANUARY = monthOf('2028-01', 115_00, { expansion: 10_00, contraction: -2_00, reactivation: 3_00 });
const FEBRUARY = monthOf('2028-02', 126_00, { churn: -126_00 });

test('months in a row are one bridge, and its equation is written out', () => {
  const sum = together([DECEMBER, JANUARY]);
  expect(sum).toMatchObject({ opening: 100_00, new: 20_00, expansion: 10_00, churn: -5_00, closing: 126_00 });
  expect(sum === null ? '' : equation(sum)).toBe('$100.00 + $33.00 − $7.00 = $126.00');
  expect(together([])).toBeNull();
});

test('the drawn bridge closes for any months in a row', () => {
  const moved = fc.record(Object.fromEntries(MOVEMENTS.map((kind) => [kind, fc.integer({ min: -500_000, max: 500_000 })])));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000_000 }), fc.array(moved, { minLength: 1, maxLength: 36 }), (opening, all) => {
      const months: BridgeMonth[] = [];
      for (const each of all) months.push(monthOf('2026-01', months.at(-1)?.closing ?? opening, each));
      const sum = together(months);
      if (sum === null) throw new Error('Months are missing');
      const { gapCents, bars } = waterfallBars(bridgeSteps(sum));
      expect(gapCents).toBe(0);
      expect(bars[0]?.to).toBe(opening);
      expect(bars.at(-1)?.to).toBe(months.at(-1)?.closing);
    }),
  );
});

test('the months that the address names are shown, and all where it names none that is there', () => {
  const months = [DECEMBER, JANUARY, FEBRUARY];
  expect(chosen(months, '2028-01', '2028-01')).toEqual([JANUARY]);
  expect(chosen(months, null, null)).toEqual(months);
  expect(chosen(months, '2019-01', '2019-02')).toEqual(months);
  expect(periodWords(months)).toBe('December 2027 to February 2028');
  expect(periodWords([JANUARY])).toBe('January 2028');
});

test('a column says in words all that it draws', () => {
  expect(monthColumn(DECEMBER, 'Dec', '#x').words).toBe('December 2027: new $20.00, churn −$5.00; closing $115.00');
  expect(monthColumn(monthOf('2028-03', 0, {}), 'Mar', '#x').words).toBe('March 2028: nothing moved; closing $0.00');
});

test('retention by movements leaves new and reactivated MRR out, and needs something to retain', () => {
  expect(byMovements(JANUARY)).toEqual({ nrr: (115_00 + 10_00 - 2_00) / 115_00, grr: (115_00 - 2_00) / 115_00 });
  expect(byMovements(monthOf('2026-01', 0, { new: 5 }))).toEqual({ nrr: null, grr: null });
  expect(byMovements(undefined)).toEqual({ nrr: null, grr: null });
});

const bridge: RevenueBridge = {
  head: {
    asOfDay: '2028-02-29',
    graceDays: 0,
    lines: 10,
    waiting: 0,
    flagged: { lines: 0, cents: 0 },
  },
  months: [DECEMBER, JANUARY, FEBRUARY],
  now: { mrrCents: 0, arrCents: 0, payingAccounts: 0, payingCustomers: 0, arpcCents: null },
  before: { mrrCents: 126_00, arrCents: 1512_00, payingAccounts: 2, payingCustomers: 1, arpcCents: 126_00 },
  year: { cohortAccounts: 0, nrr: null, grr: null, logoChurn: null },
};

test('the headline names both definitions where there are two, and says what is missing', () => {
  const [mrr, , arpc, nrr, grr, quick] = headline(bridge);
  expect(mrr).toMatchObject({ value: '$0.00', aside: '−$126.00 in a month' });
  expect(arpc).toMatchObject({ value: '–', aside: '0 paying customers, 0 accounts' });
  expect(nrr).toMatchObject({ value: '–', aside: 'Nobody paid a year ago; by movements 107.0%' });
  expect(grr).toMatchObject({ value: '–', aside: 'Nobody paid a year ago; by movements 98.3%' });
  // 33 won, 133 lost; 3 of it reactivated.
  expect(quick).toMatchObject({ value: '0.2', aside: 'without reactivation 0.2' });
});
