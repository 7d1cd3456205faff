import type { Overview } from '../../../../src/contract/console';
import { Definition } from '../../parts/definition';
import { delta, type FigureKind } from '../../parts/delta';
import { count, percent } from '../../parts/format';
import { tileWords } from './words';

type TileName = keyof Overview['tiles'];
const TILES: readonly { name: TileName; kind: FigureKind; unit: string }[] = [
  { name: 'activeAccounts', kind: 'count', unit: '' },
  { name: 'dau', kind: 'count', unit: '' },
  { name: 'wau', kind: 'count', unit: '' },
  { name: 'mau', kind: 'count', unit: '' },
  { name: 'stickiness', kind: 'share', unit: 'DAU/MAU' },
];

/** A customer's own site is one account, so only a vendor sees accounts counted. */
export function Tiles({ tiles, scope, isRunning }: { tiles: Overview['tiles']; scope: Overview['scope']; isRunning: boolean }) {
  return (
    <ul className="tiles card" aria-label="Headline figures">
      {TILES.filter(({ name }) => scope === 'vendor' || name !== 'activeAccounts').map(({ name, kind, unit }) => {
        const { value, previous } = tiles[name];
        const written = kind === 'share' ? percent : count;
        return (
          <li key={name} className="tile" data-testid={`tile-${name}`}>
            <span className="tile-term">
              <Definition {...tileWords[name]} />
            </span>
            <span className="tile-value">
              {written(value)}
              {unit === '' ? null : <span className="tile-unit">{unit}</span>}
              {isRunning && name === 'dau' ? <span className="tile-unit">so far today</span> : null}
            </span>
            <Change kind={kind} value={value} previous={previous} before={previous === null ? '' : written(previous)} />
          </li>
        );
      })}
    </ul>
  );
}

const MARK = { up: '↑', down: '↓', flat: '→' } as const;
const SPOKEN = { up: 'up', down: 'down', flat: 'unchanged' } as const;

function Change({ kind, value, previous, before }: { kind: FigureKind; value: number; previous: number | null; before: string }) {
  const change = delta(kind, value, previous);
  if (change === null) return <span className="tile-delta">No earlier figure yet</span>;
  return (
    <span className="tile-delta">
      <span className={`delta ${change.direction}`}>
        <span aria-hidden="true">{MARK[change.direction]} </span>
        <span className="unseen">{SPOKEN[change.direction]} </span>
        {change.text}
      </span>{' '}
      from {before}
    </span>
  );
}
