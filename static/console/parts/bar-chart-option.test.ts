import { barChartOption } from './bar-chart-option';

const ink = { text: '#111', strongText: '#000', grid: '#ddd', surface: '#fff', font: 'sans-serif' };

test('layers stack by day, a zero draws nothing, and the running day says so', () => {
  const option = barChartOption({
    days: ['2028-02-28', '2028-02-29'],
    layers: [
      { name: 'Delivered', values: [5, 0], color: '#00f' },
      { name: 'Dead', values: [1, 2], color: '#f00' },
    ],
    ink,
    isAnimated: false,
    isLastRunning: true,
  });
  expect(option.series).toMatchObject([
    { name: 'Delivered', stack: 'events', data: [5, null], color: '#00f' },
    { name: 'Dead', stack: 'events', data: [1, 2], color: '#f00' },
  ]);
  expect(option.xAxis).toMatchObject({ data: ['Feb 28, 2028', 'Feb 29, 2028, so far'] });
  expect(option.animation).toBe(false);
});
