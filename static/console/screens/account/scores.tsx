import { useEffect, useRef } from 'react';
import type { AccountScore } from '../../../../src/contract/predictions';
import { Definition } from '../../parts/definition';
import { usePlace } from '../../parts/use-hash';
import { points } from '../predictions/words';
import { PointsTable } from './points-table';

const TITLES = { churn: 'To leave', expansion: 'To expand', conversion: 'To buy' } as const;

/** The account's scores, every point by name. */
export function Scores({ scores }: { scores: readonly AccountScore[] }) {
  const isAsked = usePlace().params.get('part') === 'scores';
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // A link that asks for the points leads here.
    if (isAsked) place.current?.scrollIntoView({ block: 'start' });
  }, [isAsked]);
  return (
    <section className="card" aria-label="Scores" ref={place}>
      <div className="card-head">
        <h2>
          <Definition
            term="Scores"
            meaning="From 0 to 100: the chance that it comes within the horizon. Base rate, figures and smoothing add up to the score."
          />
        </h2>
      </div>
      {scores.length === 0 ? (
        <p className="faint">
          This account has no score: nothing proven can be said of it today. <a href="#/predictions?section=model">How sure it is</a>
        </p>
      ) : (
        <div className="pair">
          {scores.map((score) => (
            <Points key={score.outcome} score={score} />
          ))}
        </div>
      )}
    </section>
  );
}

function Points({ score: { outcome, shown, base, parts, smoothing, horizonDays } }: { score: AccountScore }) {
  return (
    <div>
      <h3>{`${TITLES[outcome]} within ${String(horizonDays)} days: ${points(shown)}`}</h3>
      <PointsTable name={TITLES[outcome]} baseName="Base rate" score={{ shown, base, parts, smoothing }} />
    </div>
  );
}
