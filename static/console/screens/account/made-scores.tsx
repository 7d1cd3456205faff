import type { MadeScore } from '../../../../src/contract/custom-scores';
import { Definition } from '../../parts/definition';
import { day } from '../../parts/format';
import { points } from '../predictions/words';
import { PointsTable } from './points-table';

/** What the health score and the scores that somebody defined are made of: every point by name. */
export function MadeScores({ scores }: { scores: readonly MadeScore[] }) {
  return (
    <section className="card" aria-label="Health score and scores by rules">
      <div className="card-head">
        <h2>
          <Definition
            term="Health score and scores by rules"
            meaning="From 0 to 100, with every point by name: each adds up to the tenth of a point. Whether the account is good, normal or bad stands under Health."
          />
        </h2>
        <a href="#/scores">Scores by rules</a>
      </div>
      {scores.length === 0 ? (
        <p className="faint">This account has neither a health score nor one by rules.</p>
      ) : (
        <div className="pair">
          {scores.map((score, index) => (
            <Made key={index} score={score} />
          ))}
        </div>
      )}
    </section>
  );
}

function Made({ score: { name, meaning, shown, base, parts, smoothing, change, history } }: { score: MadeScore }) {
  return (
    <div>
      <h3>
        <Definition term={name} meaning={meaning} />
        {`: ${points(shown)}`}
      </h3>
      <PointsTable name={name} baseName="To begin with" score={{ shown, base, parts, smoothing }} />
      {change === '' ? null : <p>{change}</p>}
      {history.length < 2 ? null : (
        <p className="faint">Before: {history.map((each) => `${points(each.shown)} on ${day(each.day)}`).join(', ')}.</p>
      )}
    </div>
  );
}
