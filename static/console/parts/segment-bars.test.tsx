import { renderToStaticMarkup } from 'react-dom/server';
import { SegmentBars } from './segment-bars';
import { placeRows } from './segment-chart';

const segments = ['Champions', 'At risk'].map((name) => ({ id: name, name, colorToken: '--ink', fallback: '#357DE8' }));
const drawn = (rows: ReturnType<typeof placeRows>) =>
  renderToStaticMarkup(<SegmentBars rows={rows} segments={segments} unit="points" nameOf={(place) => place} />);

test('bars run from zero, to the left for what is below it; no figure has no bar', () => {
  const html = drawn(placeRows([[['Item Added', 0.75]], [['Item Added', -0.25]]]));
  expect([...html.matchAll(/inset-inline-start:(.*?);inline-size:(.*?);/g)].map(([, from, size]) => [from, size])).toEqual([
    ['25%', '75%'],
    ['0%', '25%'],
  ]);
  expect(html.replaceAll(/<[^>]+>/g, '')).toBe('Item Added+75 in Champions−25 in At risk');
  expect(drawn(placeRows([[['Item Added', 0]], []]))).not.toContain('segment-fill');
});

test('twelve places are drawn, and it is said how many more there are', () => {
  const points = Array.from({ length: 15 }, (_, index): [string, number] => [`Item ${String(index)}`, 1]);
  const html = drawn(placeRows([points, points]));
  expect(html.match(/bar-name/g)).toHaveLength(12);
  expect(html).toContain('3 more in the table view');
});
