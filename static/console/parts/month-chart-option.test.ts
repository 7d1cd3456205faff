import { monthChartOption } from './month-chart-option';
import { unitText } from './unit-text';
import { month, shortMonth } from './months';

const ink = { text: '#111', strongText: '#000', grid: '#ddd', surface: '#fff', font: 'sans-serif' };

test('a month without a figure is a gap, and the running one says so', () => {
  const option = monthChartOption({
    months: ['2027-12', '2028-01', '2028-02'],
    lines: [{ name: 'NRR', values: [null, 1.05, 0.9], color: '#00f' }],
    unit: 'share',
    ink,
    isAnimated: false,
    isLastRunning: true,
  });
  expect(option.series).toMatchObject([{ name: 'NRR', data: [null, 1.05, 0.9], connectNulls: false, showSymbol: true }]);
  expect(option.xAxis).toMatchObject({ data: ['December 2027', 'January 2028', 'February 2028, so far'] });
});

test.each([
  ['money', 123_450, '$1,235'],
  ['share', 0.125, '13%'],
  ['count', 4_120, '4,120'],
] as const)('%s', (unit, value, text) => {
  expect(unitText(unit, value)).toBe(text);
});

test('months by name, across a year’s end', () => {
  expect([month('2027-12'), month('2028-01')]).toEqual(['December 2027', 'January 2028']);
  expect(shortMonth('2028-02')).toBe('Feb ’28');
});

test('an axis of something else names its places, and a scale that is known beforehand ends where it ends', () => {
  const option = monthChartOption({
    months: ['0', '1'],
    lines: [{ name: 'Weighted', values: [1, 0.5], color: '#00f' }],
    unit: 'share',
    ink,
    isAnimated: false,
    isLastRunning: false,
    names: { long: (age) => `Week ${age}`, short: (age) => age },
    highest: 1,
  });
  expect(option.xAxis).toMatchObject({ data: ['Week 0', 'Week 1'] });
  expect(option.yAxis).toMatchObject({ max: 1, interval: 0.25 });
});
