import Tooltip from '@atlaskit/tooltip';
import type { Tile } from '../../../../src/contract/overview';
import { expectedWords, stateWords, wayWords } from './target-words';
import { tileWords } from './words';

/** How far it is to the target, and the way to set one. Nothing where there is none and nobody may set one. */
export function TargetLine({ tile, onTarget }: { tile: Tile; onTarget: ((tile: Tile) => void) | undefined }) {
  const { name, unit, target, value } = tile;
  const change = (words: string) =>
    onTarget === undefined || value === null ? null : (
      <button
        type="button"
        className="tile-set"
        aria-label={`${words}: ${tileWords[name].term}`}
        onClick={() => {
          onTarget(tile);
        }}
      >
        {words}
      </button>
    );
  if (target === null) return change('Set target');
  const share = Math.min(1, Math.max(0, target.progress));
  return (
    <div className={`tile-target ${target.state}`}>
      <span className="tile-way" aria-hidden="true">
        <span className="tile-way-done" style={{ width: `${String(share * 100)}%` }} />
      </span>
      <span>
        <Tooltip content={expectedWords(unit, target)} position="bottom-start">
          {(trigger) => (
            <button type="button" className="definition tile-state" {...trigger}>
              {stateWords[target.state]}
            </button>
          )}
        </Tooltip>{' '}
        {wayWords(unit, target)}
      </span>
      {change('Change target')}
    </div>
  );
}
