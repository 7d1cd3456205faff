import { useEffect, useMemo, useRef } from 'react';
import type { AccountScoresAnswer } from '../../../../src/contract/predictions';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { Definition } from '../../parts/definition';
import { day } from '../../parts/format';
import { useAnswer } from '../../parts/use-answer';
import { usePlace } from '../../parts/use-hash';
import { points, signedPoints } from '../predictions/words';

type Score = AccountScoresAnswer['scores'][number];
const TITLES = { churn: 'To leave', expansion: 'To expand', conversion: 'To buy' } as const;
const HEALTHS = { good: 'Good', normal: 'Normal', bad: 'Bad' } as const;

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
        {({ health, scores }) => (
          <>
            {health === null ? null : (
              <p>
                {`Health: ${HEALTHS[health.health]}, since ${day(health.sinceDay)}.`}
                {health.asked === health.health ? '' : ` It turns ${HEALTHS[health.asked].toLowerCase()} if that lasts three days.`}
              </p>
            )}
            {scores.length === 0 ? (
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
            )}
          </>
        )}
      </Answered>
    </section>
  );
}

function Points({ score: { outcome, shown, base, parts, smoothing, horizonDays } }: { score: Score }) {
  const rows = [
    { source: 'Base rate', text: points(base) },
    ...parts.map(({ source, tenths }) => ({ source, text: signedPoints(tenths) })),
    ...(smoothing === 0 ? [] : [{ source: 'Smoothing', text: signedPoints(smoothing) }]),
  ];
  return (
    <div>
      <h3>{`${TITLES[outcome]} within ${String(horizonDays)} days: ${points(shown)}`}</h3>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={`${TITLES[outcome]}: points`}>
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
    </div>
  );
}
