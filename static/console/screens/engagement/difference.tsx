import { signedPoints } from './activation-figures';

type Difference = { readonly value: number; readonly low: number; readonly high: number };

/** A difference of two shares with its interval, left of the middle where it is negative. `most` is the farthest that the scale reaches. */
export function DifferenceBar({ difference, most }: { difference: Difference | null; most: number }) {
  if (difference === null) return <span className="difference-track" aria-hidden="true" />;
  const { value, low, high } = difference;
  const place = (share: number): string => `${String(50 + (50 * Math.max(-most, Math.min(most, share))) / most)}%`;
  const width = (50 * (Math.min(most, high) - Math.max(-most, low))) / most;
  return (
    <span
      className="difference-track"
      aria-hidden="true"
      title={`${signedPoints(value)}, from ${signedPoints(low)} to ${signedPoints(high)}`}
    >
      <span className="difference-zero" />
      <span
        className={low > 0 || high < 0 ? 'difference-range clear' : 'difference-range'}
        style={{ insetInlineStart: place(low), inlineSize: `${String(Math.max(0, width))}%` }}
      />
      <span className="difference-mark" style={{ insetInlineStart: place(value) }} />
    </span>
  );
}
