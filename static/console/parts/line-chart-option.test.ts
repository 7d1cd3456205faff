import { labelLifts, lineChartOption } from './line-chart-option';

const ink = { text: '#111111', grid: '#222222', surface: '#333333', strongText: '#444444', font: 'sans-serif' };
const lines = [{ name: 'Daily users', label: 'Daily', values: [3, 5], color: '#357DE8' }];
const days = ['2026-12-31', '2027-01-01'];

test('draws one line a series in its colour with its label, and moves only where movement is welcome', () => {
  const option = lineChartOption({ days, lines, ink, isAnimated: false, isLastRunning: false });
  expect(option).toMatchObject({
    animation: false,
    xAxis: { data: ['Dec 31, 2026', 'Jan 1, 2027'] },
    series: [
      { type: 'line', name: 'Daily users', data: [3, 5], color: '#357DE8', lineStyle: { opacity: 1 }, endLabel: { formatter: 'Daily' } },
    ],
  });
  expect(lineChartOption({ days, lines, ink, isAnimated: true, isLastRunning: false })).toMatchObject({ animation: true });
});

test('a day that still runs is reached by a dashed line, and says so; its figures stay in the tooltip once', () => {
  expect(lineChartOption({ days, lines, ink, isAnimated: false, isLastRunning: true })).toMatchObject({
    xAxis: { data: ['Dec 31, 2026', 'Jan 1, 2027, so far'] },
    series: [
      { data: [3, 5], lineStyle: { opacity: 0 } },
      { data: [3, null], tooltip: { show: false } },
      { data: [3, 5], lineStyle: { type: [4, 4] }, tooltip: { show: false } },
    ],
  });
});

test('a line of an earlier time is dotted below the others, without a label, and its figures are in the tooltip', () => {
  const earlier = { name: 'Daily users before', label: 'Daily', values: [2, 9], color: '#357DE8', isEarlier: true };
  const { series } = lineChartOption({ days, lines: [...lines, earlier], ink, isAnimated: false, isLastRunning: false });
  expect(series).toMatchObject([
    { name: 'Daily users before', data: [2, 9], lineStyle: { type: [2, 3] } },
    { name: 'Daily users', data: [3, 5], endLabel: { show: true } },
  ]);
  expect(series).not.toMatchObject([{ endLabel: { show: true } }, {}]);
});

test.each([
  ['far apart: not moved', [[230], [100], [0]], [0, 0, 0]],
  ['close together near the axis: lifted', [[100], [1], [0]], [0, 13, 0]],
  ['all at the top: pushed down, the first named on top', [[2], [2], [2]], [0, -15, -30]],
])('labels of lines that end %s', (_how, values, lifts) => {
  expect(labelLifts(values.map((of) => ({ values: of })))).toEqual(lifts);
});
