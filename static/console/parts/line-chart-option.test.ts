import { lineChartOption } from './line-chart-option';

const ink = { text: '#111111', grid: '#222222', surface: '#333333', strongText: '#444444', font: 'sans-serif' };
const lines = [{ name: 'Daily users', values: [3, 5], color: '#357DE8' }];

test('draws one line a series in its colour, and moves only where movement is welcome', () => {
  const option = lineChartOption(['2026-12-31', '2027-01-01'], lines, ink, false);
  expect(option).toMatchObject({
    animation: false,
    xAxis: { data: ['Dec 31, 2026', 'Jan 1, 2027'] },
    series: [{ type: 'line', name: 'Daily users', data: [3, 5], color: '#357DE8' }],
  });
  expect(lineChartOption(['2026-12-31'], lines, ink, true)).toMatchObject({ animation: true });
});
