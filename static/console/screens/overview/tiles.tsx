import type { Overview, Tile } from '../../../../src/contract/overview';
import { Definition } from '../../parts/definition';
import { delta } from '../../parts/delta';
import { Moved } from '../../parts/moved';
import { written } from './figures';
import { Sparkline } from './sparkline';
import { TargetLine } from './target-line';
import { lowerIsBetter, tileWords } from './words';

type TilesProps = {
  readonly tiles: readonly Tile[];
  readonly scope: Overview['scope'];
  /** Opens the form for a figure's target; absent where nobody may set one. */
  readonly onTarget?: (tile: Tile) => void;
};

/** The figures that matter, each with its change, its way there and its target. */
export function Tiles({ tiles, onTarget }: TilesProps) {
  return (
    <ul className="tiles card" aria-label="Headline figures">
      {tiles.map((tile) => {
        const { name, unit, value, trend } = tile;
        const { term, meaning, unit: words } = tileWords[name];
        return (
          <li key={name} className="tile" data-testid={`tile-${name}`}>
            <span className="tile-term">
              <Definition term={term} meaning={meaning} />
              {words === undefined ? null : <span className="tile-unit">{words}</span>}
            </span>
            <span className="tile-figure">
              <span className="tile-value">{written(unit, value)}</span>
              <Sparkline values={trend} />
            </span>
            <Change tile={tile} />
            <TargetLine tile={tile} onTarget={onTarget} />
          </li>
        );
      })}
    </ul>
  );
}

function Change({ tile: { name, unit, value, previous } }: { tile: Tile }) {
  const change = value === null ? null : delta(unit === 'share' ? 'share' : 'count', value, previous);
  if (change === null) return <span className="tile-delta">No earlier figure yet</span>;
  return (
    <span className="tile-delta">
      <Moved change={change} isLessBetter={lowerIsBetter.has(name)} /> from {written(unit, previous)}
    </span>
  );
}
