import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { type RefObject, useEffect, useRef } from 'react';
import { afterPaint } from './after-paint';
import { useColorMode } from './color-mode';
import { inTurn } from './in-turn';

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

type Token = { readonly colorToken: string; readonly fallback: string };

/** The same with its colour resolved. */
export const inColor = <L extends Token>({ colorToken, fallback, ...line }: L) => ({ ...line, color: resolveToken(colorToken, fallback) });

/** The colours of the theme that is on the page now. */
export const inkNow = (): ChartInk => ({
  text: resolveToken('--ds-text-subtlest', '#6B6E76'),
  strongText: resolveToken('--ds-text', '#292A2E'),
  grid: resolveToken('--ds-border', '#0B120E24'),
  surface: resolveToken('--ds-surface-overlay', '#FFFFFF'),
  font: getComputedStyle(document.body).fontFamily,
});

/** What a chart looks like in the theme of the moment. Keep it stable with `useCallback`: a new one draws anew. */
export type Draw = (ink: ChartInk, isAnimated: boolean) => EChartsCoreOption;

let library: ReturnType<typeof loadLibrary> | null = null;

/** The first time, the figures around the chart are there to be read before its heavy code is on its way. What could not be loaded is tried again. */
async function loadLibrary() {
  await afterPaint();
  try {
    return await import('./drawing-library');
  } catch (error) {
    library = null;
    throw error;
  }
}

/** Draws into the element once the page around it is painted; again when the theme or the element's size changes. */
export function useDrawing(draw: Draw): RefObject<HTMLDivElement> {
  const place = useRef<HTMLDivElement>(null);
  const redraw = useRef<() => void>(() => undefined);
  const latest = useRef(draw);
  const colorMode = useColorMode();
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    let stop: (() => void) | null = null;
    let isGone = false;
    const begin = async (): Promise<void> => {
      const { init } = await (library ??= loadLibrary());
      await inTurn(
        () => !isGone,
        () => {
          const chart = init(element, null, { renderer: 'svg' });
          stop = keepDrawn(chart, element);
          redraw.current = () => {
            const isAnimated = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
            chart.setOption(latest.current(inkNow(), isAnimated), { notMerge: true });
          };
          redraw.current();
        },
      );
    };
    begin().catch(() => {
      element.textContent = 'The chart could not be loaded. Its figures are in the table view.';
    });
    return () => {
      isGone = true;
      redraw.current = () => undefined;
      stop?.();
    };
  }, []);
  useEffect(() => {
    latest.current = draw;
    redraw.current();
    // The colour mode is not read here, but every token that is read depends on it.
  }, [draw, colorMode]);
  return place;
}

/** Follows the element's size until what is returned is called, which takes the drawing away. */
function keepDrawn(chart: EChartsType, element: HTMLElement): () => void {
  const observer = new ResizeObserver(() => {
    // It also calls when it begins to observe; drawing twice would cost twice.
    if (element.clientWidth !== chart.getWidth() || element.clientHeight !== chart.getHeight()) chart.resize();
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
    chart.dispose();
  };
}
