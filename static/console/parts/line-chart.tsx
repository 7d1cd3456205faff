import { LineChart as LineSeries } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useColorMode } from './color-mode';
import { type ChartInk, lineChartOption } from './line-chart-option';

register([LineSeries, GridComponent, TooltipComponent, SVGRenderer]);

export type TokenLine = {
  readonly name: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly colorToken: string;
  readonly fallback: string;
};

function resolve(token: string, fallback: string): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  return value === '' ? fallback : value;
}

const ink = (): ChartInk => ({
  text: resolve('--ds-text-subtlest', '#6B6E76'),
  strongText: resolve('--ds-text', '#292A2E'),
  grid: resolve('--ds-border', '#0B120E24'),
  surface: resolve('--ds-surface-overlay', '#FFFFFF'),
  font: getComputedStyle(document.body).fontFamily,
});

type LineChartProps = {
  readonly days: readonly string[];
  readonly lines: readonly TokenLine[];
  readonly summary: string;
  readonly isLastRunning: boolean;
};

/** The drawing itself, loaded apart because it is the heaviest part of the page. `summary` is what a screen reader hears. */
export function LineChart({ days, lines, summary, isLastRunning }: LineChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const colorMode = useColorMode();

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = init(element, null, { renderer: 'svg' });
    const isAnimated = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.setOption(
      lineChartOption({
        days,
        lines: lines.map(({ name, label, values, colorToken, fallback }) => ({
          name,
          label,
          values,
          color: resolve(colorToken, fallback),
        })),
        ink: ink(),
        isAnimated,
        isLastRunning,
      }),
    );
    const observer = new ResizeObserver(() => {
      chart.resize();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
    // The colour mode is not read here, but every token that is read depends on it.
  }, [days, lines, isLastRunning, colorMode]);

  return <div ref={place} className="line-chart" role="img" aria-label={summary} />;
}
