import { Definition } from '../../parts/definition';
import type { HeadlineFigure } from './bridge-figures';
import { tileWords } from './words';

/** The figures that matter, each with its definition and what puts it into proportion. */
export function Headline({ figures }: { figures: readonly HeadlineFigure[] }) {
  return (
    <ul className="tiles card revenue-tiles" aria-label="Headline figures">
      {figures.map(({ id, value, aside }) => (
        <li key={id} className="tile" data-testid={`tile-${id}`}>
          <span className="tile-term">
            <Definition {...tileWords[id]} />
          </span>
          <span className="tile-value">{value}</span>
          <span className="tile-delta">{aside}</span>
        </li>
      ))}
    </ul>
  );
}
