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

test('labels of lines that end close together are lifted apart, the higher line above', () => {
  expect(labelLifts([{ values: [100] }, { values: [1] }, { values: [0] }])).toEqual([0, 13, 0]);
  expect(labelLifts([{ values: [0] }, { values: [0] }])).toEqual([0, 15]);
});
