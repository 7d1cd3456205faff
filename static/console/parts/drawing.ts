import type { EChartsCoreOption } from 'echarts/core';
import { init } from 'echarts/core';
import { type RefObject, useEffect, useRef } from 'react';
import { useColorMode } from './color-mode';

/** Resolved colours: the drawing library mixes them itself and cannot read CSS variables. */
export type ChartInk = {
  readonly text: string;
  readonly grid: string;
  readonly surface: string;
  readonly strongText: string;
  readonly font: string;
};

export function resolveToken(token: string, fallback: string): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  return value === '' ? fallback : value;
}

const ink = (): ChartInk => ({
  text: resolveToken('--ds-text-subtlest', '#6B6E76'),
  strongText: resolveToken('--ds-text', '#292A2E'),
  grid: resolveToken('--ds-border', '#0B120E24'),
  surface: resolveToken('--ds-surface-overlay', '#FFFFFF'),
  font: getComputedStyle(document.body).fontFamily,
});

/** What a chart looks like in the theme of the moment. Keep it stable with `useCallback`: a new one draws anew. */
export type Draw = (ink: ChartInk, isAnimated: boolean) => EChartsCoreOption;

/** Draws into the element, again when the theme or the element's size changes. */
export function useDrawing(draw: Draw): RefObject<HTMLDivElement> {
  const place = useRef<HTMLDivElement>(null);
  const colorMode = useColorMode();
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = init(element, null, { renderer: 'svg' });
    chart.setOption(draw(ink(), !window.matchMedia('(prefers-reduced-motion: reduce)').matches));
    const observer = new ResizeObserver(() => {
      chart.resize();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
    // The colour mode is not read here, but every token that is read depends on it.
  }, [draw, colorMode]);
  return place;
}
