import { sparkPath } from './spark-path';

const WIDTH = 72;
const HEIGHT = 28;
/** Room for the line's own breadth. */
const EDGE = 2;

/** The way of a figure, without axes: what it comes to is written beside it. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const path = sparkPath(values, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE);
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      width={WIDTH}
      height={HEIGHT}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} transform={`translate(${String(EDGE)} ${String(EDGE)})`} />
    </svg>
  );
}
