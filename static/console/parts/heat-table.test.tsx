import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
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

const require = createRequire(path.join(process.cwd(), 'package.json'));
const themes = path.join(path.dirname(require.resolve('@atlaskit/tokens/package.json')), 'dist/es2019/artifacts/themes');
const style = readFileSync(path.join(process.cwd(), 'static/console/style/revenue.css'), 'utf8');

function token(theme: string, name: string): string {
  const [, value] = new RegExp(`${name}: (#[0-9A-Fa-f]{6,8});`).exec(theme) ?? [];
  if (value === undefined) throw new Error(`${name} has no colour`);
  return value;
}
const parts = (color: string): number[] => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
/** A colour that lets the surface through, on the surface. */
function over(color: string, surface: string): number[] {
  const alpha = color.length === 9 ? parseInt(color.slice(7), 16) / 255 : 1;
  const below = parts(surface);
  return parts(color).map((value, index) => value * alpha + (below[index] ?? 0) * (1 - alpha));
}
function luminance(color: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = color.map((value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test.each(['atlassian-light', 'atlassian-dark'])('figures can be read on every look in %s', (name) => {
  const theme = readFileSync(path.join(themes, `${name}.js`), 'utf8');
  const surface = token(theme, '--ds-surface-raised');
  const text = luminance(parts(token(theme, '--ds-text')));
  for (const step of HEAT_STEPS) {
    const [, ground] = new RegExp(`\\.${step} \\{\\s*background: var\\((--[a-z0-9-]+)`).exec(style) ?? [];
    if (ground === undefined) throw new Error(`${step} has no look`);
    const below = luminance(over(token(theme, ground), surface));
    const contrast = (Math.max(text, below) + 0.05) / (Math.min(text, below) + 0.05);
    expect({ step, isReadable: contrast >= 4.5 }).toEqual({ step, isReadable: true });
  }
});
