import { dotSize, ratingChartOption } from './rating-chart-option';

const ink = { text: '#111', grid: '#222', surface: '#fff', strongText: '#000', font: 'sans' };

test('a month without reviews has no dot, and the line goes on', () => {
  const months = [
    { month: '2028-01', reviews: 4, average: 4.5, soFar: 4.5 },
    { month: '2028-02', reviews: 0, average: null, soFar: 4.5 },
    { month: '2028-03', reviews: 1, average: 1, soFar: 3.8 },
  ];
  const { series, xAxis } = ratingChartOption({ months, ink, colors: { soFar: 'blue', own: 'grey' }, isAnimated: false }) as {
    series: { data: unknown[] }[];
    xAxis: { data: string[] };
  };
  expect(series[0]?.data).toEqual([4.5, 4.5, 3.8]);
  expect(series[1]?.data).toEqual([
    { value: 4.5, symbolSize: 10 },
    { value: null, symbolSize: 5 },
    { value: 1, symbolSize: 5 },
  ]);
  expect(xAxis.data).toEqual(['Jan 2028, 4 reviews', 'Feb 2028, 0 reviews', 'Mar 2028, 1 review']);
  expect(dotSize(1_000)).toBe(14);
});
