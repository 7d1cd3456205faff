import type { HealthColour } from '../../../../src/contract/health';
import { COLOUR_WORDS } from './words';

/** A colour by its name, with its mark. */
export function Colour({ health }: { health: HealthColour | 'none' }) {
  return (
    <span className={`health-colour ${health}`}>
      <span aria-hidden="true" className="health-mark" />
      {COLOUR_WORDS[health]}
    </span>
  );
}
