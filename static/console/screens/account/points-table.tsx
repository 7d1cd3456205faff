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

/** A score point by point, with its sum. */
export function PointsTable({ name, baseName, score: { shown, base, smoothing, parts } }: PointsTableProps) {
  const rows = [
    { source: baseName, text: points(base) },
    ...parts.map(({ source, tenths }) => ({ source, text: signedPoints(tenths) })),
    ...(smoothing === 0 ? [] : [{ source: 'Smoothing', text: signedPoints(smoothing) }]),
  ];
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={`${name}: points`}>
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
