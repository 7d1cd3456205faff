/** Least part of a figure that the height stands for: what hardly moves is drawn as hardly moving. */
const LEAST_SHARE = 0.1;

/**
 * A line through the values in a box of that size, as an SVG path: equal steps from edge to edge, the greatest on top. A value that is not
 * known breaks it. Empty without two values.
 */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return '';
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const range = Math.max(high - low, Math.max(Math.abs(high), Math.abs(low)) * LEAST_SHARE);
  const middle = (low + high) / 2;
  const parts: string[] = [];
  let isDrawing = false;
  values.forEach((value, index) => {
    if (value === null) {
      isDrawing = false;
      return;
    }
    const x = (index / (values.length - 1)) * width;
    const y = range === 0 ? height / 2 : height * (0.5 - (value - middle) / range);
    parts.push(`${isDrawing ? 'L' : 'M'}${rounded(x)} ${rounded(y)}`);
    isDrawing = true;
  });
  return parts.join('');
}

const rounded = (value: number): string => String(Number(value.toFixed(1)));
