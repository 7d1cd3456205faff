import { useEffect, useMemo, useRef } from 'react';
import type { AccountScoresAnswer } from '../../../../src/contract/predictions';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { Definition } from '../../parts/definition';
import { useAnswer } from '../../parts/use-answer';
import { usePlace } from '../../parts/use-hash';
import { points } from '../predictions/words';
import { PointsTable } from './points-table';

type Score = AccountScoresAnswer['scores'][number];
const TITLES = { churn: 'To leave', expansion: 'To expand', conversion: 'To buy' } as const;

/** The account's scores, every point by name. */
export function Scores({ accountId }: { accountId: number }) {
  const input = useMemo(() => ({ accountId }), [accountId]);
  const { loaded, retry } = useAnswer(useAsk(), 'accountScores', input);
  const isAsked = usePlace().params.get('part') === 'scores';
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // A link that asks for the points leads here.
    if (isAsked && loaded.kind === 'ready') place.current?.scrollIntoView({ block: 'start' });
  }, [isAsked, loaded.kind]);
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
      <Answered loaded={loaded} height={120} onRetry={retry}>
        {({ scores }) =>
          scores.length === 0 ? (
            <div className="not-enough">
              <p>This account has no score: nothing proven can be said of it today.</p>
              <a href="#/predictions?section=model">How sure predictions are</a>
            </div>
          ) : (
            <div className="pair">
              {scores.map((score) => (
                <Points key={score.outcome} score={score} />
              ))}
            </div>
          )
        }
      </Answered>
    </section>
  );
}

function Points({ score: { outcome, shown, base, parts, smoothing, horizonDays } }: { score: Score }) {
  return (
    <div>
      <h3>{`${TITLES[outcome]} within ${String(horizonDays)} days: ${points(shown)}`}</h3>
      <PointsTable name={TITLES[outcome]} baseName="Base rate" score={{ shown, base, parts, smoothing }} />
    </div>
  );
}
