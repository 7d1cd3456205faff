import { type PlaceRow, type SegmentUnit, shortFigure } from './segment-chart';

/** Drawn at once; the table has them all. */
const DRAWN = 12;

export type SegmentInk = { readonly id: string; readonly name: string; readonly colorToken: string; readonly fallback: string };
type SegmentBarsProps = {
  readonly rows: readonly PlaceRow[];
  readonly segments: readonly SegmentInk[];
  readonly unit: SegmentUnit;
  readonly nameOf: (place: string) => string;
};

/** A bar for each segment at each place, from zero to the right, and to the left for what is below it. */
export function SegmentBars({ rows, segments, unit, nameOf }: SegmentBarsProps) {
  const drawn = rows.slice(0, DRAWN);
  const values = drawn.flatMap((row) => row.values.flatMap((value) => (value === null ? [] : [value])));
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const share = (value: number): string => `${String((value / (high - low || 1)) * 100)}%`;
  return (
    <>
      <ol className="segment-bars">
        {drawn.map(({ place, values: figures }) => (
          <li key={place}>
            <span className="bar-name">{nameOf(place)}</span>
            <ul>
              {segments.map(({ id, name, colorToken, fallback }, index) => {
                const value = figures[index] ?? null;
                return (
                  <li key={id}>
                    <span className="segment-track" aria-hidden="true">
                      {value === null || value === 0 ? null : (
                        <span
                          className="segment-fill"
                          style={{
                            insetInlineStart: share(Math.min(0, value) - low),
                            inlineSize: share(Math.abs(value)),
                            background: `var(${colorToken}, ${fallback})`,
                          }}
                        />
                      )}
                    </span>
                    <span className="bar-figure">
                      {shortFigure(unit, value)}
                      <span className="unseen">
                        {' '}
                        in <bdi>{name}</bdi>
                      </span>
                    </span>
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ol>
      {rows.length > DRAWN ? <p className="chart-note">{String(rows.length - DRAWN)} more in the table view</p> : null}
    </>
  );
}
