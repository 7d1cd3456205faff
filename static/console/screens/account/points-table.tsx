import { useRef, useState } from 'react';
import { points, signedPoints } from '../predictions/words';

type PointsTableProps = {
  readonly name: string;
  /** What the score is before anything is added. */
  readonly baseName: string;
  /** base + parts + smoothing = shown, in tenths. */
  readonly score: {
    readonly shown: number;
    readonly base: number;
    readonly smoothing: number;
    readonly parts: readonly { readonly source: string; readonly tenths: number }[];
  };
};

/** Parts that a reader takes in at once; the others stand in one row until they are asked for. */
const FIRST = 8;

/** A score point by point, with its sum. */
export function PointsTable({ name, baseName, score: { shown, base, smoothing, parts } }: PointsTableProps) {
  const [isWhole, setWhole] = useState(false);
  const table = useRef<HTMLDivElement>(null);
  const first = isWhole || parts.length <= FIRST + 1 ? parts : parts.slice(0, FIRST);
  const others = parts.slice(first.length);
  const rows = [
    { source: baseName, text: points(base) },
    ...first.map(({ source, tenths }) => ({ source, text: signedPoints(tenths) })),
    ...(smoothing === 0 ? [] : [{ source: 'Smoothing', text: signedPoints(smoothing) }]),
  ];
  return (
    <div ref={table} className="table-scroll" tabIndex={0} role="region" aria-label={`${name}: points`}>
      <table className="table">
        <tbody>
          {rows.map(({ source, text }) => (
            <tr key={source}>
              <th scope="row">
                <bdi>{source}</bdi>
              </th>
              <td className="end">{text}</td>
            </tr>
          ))}
          {others.length === 0 ? null : (
            <tr>
              <th scope="row">
                {`${String(others.length)} others `}
                <button
                  type="button"
                  className="tile-set"
                  onClick={() => {
                    setWhole(true);
                    // The button goes; the focus stays with what it was for.
                    table.current?.focus();
                  }}
                >
                  Show all
                </button>
              </th>
              <td className="end">{signedPoints(others.reduce((sum, { tenths }) => sum + tenths, 0))}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Score</th>
            <td className="end">{points(shown)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
