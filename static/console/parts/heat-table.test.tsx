import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { over, themeOf } from '../../../test/contrast';
import { HEAT_STEPS, heatOf, HeatTable } from './heat-table';

test.each([
  [0, 'low-3'],
  [0.49, 'low-3'],
  [0.5, 'low-2'],
  [0.8, 'low-1'],
  [0.98, 'whole'],
  [1, 'whole'],
  [1.02, 'whole'],
  [1.03, 'high-1'],
  [1.2, 'high-2'],
  [3, 'high-3'],
])('%d looks like %s', (share, step) => {
  expect(heatOf(share)).toBe(step);
});

test('every figure stands in the table under its month, and cells of the future are empty', () => {
  const html = renderToStaticMarkup(
    <HeatTable
      caption="Cohorts"
      rowTitle="New in"
      asideTitle="First MRR"
      rows={[
        { id: 'a', label: 'January', aside: '$10', shares: [1, 0.5] },
        { id: 'b', label: 'February', aside: '$20', shares: [1] },
      ]}
    />,
  );
  expect(html).toContain(
    '<th scope="row">January</th><td class="end">$10</td><td class="heat-cell whole">100%</td><td class="heat-cell low-2">50%</td>',
  );
  expect(html).toContain(
    '<th scope="row">February</th><td class="end">$20</td><td class="heat-cell whole">100%</td><td class="heat-none"></td>',
  );
});

const style = readFileSync(path.join(process.cwd(), 'static/console/style/revenue.css'), 'utf8');

test('a figure that still grows says so, one without a base is a dash, and columns and looks are named by who asks', () => {
  const html = renderToStaticMarkup(
    <HeatTable
      caption="Cohorts"
      rowTitle="Started"
      asideTitle="Users"
      ageTitle="Week"
      lookOf={(share) => (share > 0.5 ? 'much' : 'little')}
      rows={[{ id: 'a', label: 'Jan 5', aside: '4', shares: [1, null, 0.25], runningFrom: 2, notes: ['4 users', '0 users', '1 user'] }]}
    />,
  );
  expect(html).toContain('<span class="unseen">Week </span>2</th>');
  expect(html).toContain(
    '<td class="heat-cell much" title="4 users">100%</td><td class="heat-cell nothing" title="0 users">–</td>' +
      '<td class="heat-cell little running" title="1 user">25%<span class="unseen"> so far</span></td>',
  );
});

test.each(['atlassian-light', 'atlassian-dark'] as const)('figures can be read on every look in %s', (name) => {
  const { colorOf, contrast } = themeOf(name);
  const surface = colorOf('--ds-surface-raised');
  for (const step of HEAT_STEPS) {
    const [, ground] = new RegExp(`\\.${step} \\{\\s*background: var\\((--[a-z0-9-]+)`).exec(style) ?? [];
    if (ground === undefined) throw new Error(`${step} has no look`);
    expect({ step, isReadable: contrast(colorOf('--ds-text'), over(colorOf(ground), surface)) >= 4.5 }).toEqual({ step, isReadable: true });
  }
});
