/** @jest-environment jsdom */
import { readFileSync } from 'node:fs';
import { barChartOption } from './bar-chart-option';
import { type ChartInk, inkNow } from './drawing';
import { lineChartOption } from './line-chart-option';
import { monthChartOption } from './month-chart-option';

const THEMES = 'node_modules/@atlaskit/tokens/dist/cjs/artifacts/themes';
const LEAST = 4.5;

/** The values of a theme as the page has them. */
function tokensOf(theme: 'light' | 'dark'): Map<string, string> {
  const file = readFileSync(`${THEMES}/atlassian-${theme}.js`, 'utf8');
  return new Map([...file.matchAll(/(--ds-[\w-]+): (#[0-9A-Fa-f]{6,8})/g)].map(([, name = '', value = '']) => [name, value]));
}

/** WCAG's relative luminance of an opaque colour. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Colours of whatever is text in an option, with the path that leads there. */
function textColors(node: unknown, path: readonly string[] = []): [string, string][] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) => {
    const isText = /(textStyle|label)$/i.test(path.findLast((each) => !/^\d+$/.test(each)) ?? '');
    if (name === 'color' && isText && typeof value === 'string') return [[path.join('.'), value] as [string, string]];
    return textColors(value, [...path, name]);
  });
}

const days = ['2028-02-28', '2028-02-29'];
const common = (ink: ChartInk) => ({
  ink,
  isAnimated: false,
  isLastRunning: true,
  marks: [{ index: 1, label: '1.2.0', words: 'app 1.2.0' }],
});
const OPTIONS = {
  line: (ink: ChartInk) =>
    lineChartOption({ days, lines: [{ name: 'Daily users', label: 'Daily', values: [3, 5], color: '#357DE8' }], ...common(ink) }),
  month: (ink: ChartInk) =>
    monthChartOption({
      months: ['2028-01', '2028-02'],
      lines: [{ name: 'MRR', values: [1, 2], color: '#357DE8' }],
      unit: 'money',
      ...common(ink),
    }),
  bar: (ink: ChartInk) => barChartOption({ days, layers: [{ name: 'Delivered', values: [5, 0], color: '#357DE8' }], ...common(ink) }),
} as const;

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const tokens = tokensOf(theme);
  for (const [name, value] of tokens) document.documentElement.style.setProperty(name, value);
  const ink = inkNow();
  const card = tokens.get('--ds-surface-raised') ?? '';

  test('the colours are the theme’s, and opaque', () => {
    for (const [name, color] of [
      ['--ds-text', ink.strongText],
      ['--ds-text-subtlest', ink.text],
      ['--ds-surface-overlay', ink.surface],
      ['--ds-surface-raised', card],
    ] as const) {
      expect(color).toMatch(/^#[0-9A-Fa-f]{6}$/);
      expect(color).toBe(tokens.get(name));
    }
  });

  test.each(Object.entries(OPTIONS))('text of a %s chart stands out from what it stands on', (_name, optionOf) => {
    const found = textColors(optionOf(ink));
    expect(found.length).toBeGreaterThan(2);
    const faint = found.filter(([path, color]) => contrast(color, path.startsWith('tooltip') ? ink.surface : card) < LEAST);
    expect(faint).toEqual([]);
  });
});

test('the measure is WCAG’s', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21);
  expect(contrast('#777777', '#FFFFFF')).toBeLessThan(LEAST);
  expect(contrast('#767676', '#FFFFFF')).toBeGreaterThan(LEAST);
});
