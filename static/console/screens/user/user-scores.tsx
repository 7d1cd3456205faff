import type { UserAnswer } from '../../../../src/contract/accounts';
import { Definition } from '../../parts/definition';
import { accountHref } from '../accounts/account-columns';
import { PointsTable } from '../account/points-table';
import { points } from '../predictions/words';

/** More accounts than a reader compares. */
const FIRST = 6;

/** What scores by rules say of a user in each of their accounts: every point by name, or why there is none. */
export function UserScoresCard({ accounts }: Pick<UserAnswer, 'accounts'>) {
  const shown = accounts.slice(0, FIRST);
  return (
    <section className="card" aria-label="Scores by rules">
      <div className="card-head">
        <h2>
          <Definition
            term="Scores by rules"
            meaning="From 0 to 100, with every point by name, asked now of this user as they are in each account. Lists and segments know what was computed last night."
          />
        </h2>
        <a href="#/scores">Scores by rules</a>
      </div>
      <div className="pair">
        {shown.map(({ account: { accountId, company }, made }) => (
          <div key={accountId}>
            <p>
              <a href={accountHref(accountId)}>
                <bdi>{company}</bdi>
              </a>
            </p>
            {made?.unscored !== '' ? <p className="faint">{made?.unscored ?? 'No score.'}</p> : null}
            {(made?.scores ?? []).map((score) => (
              <div key={score.name}>
                <h3>
                  <bdi>{score.name}</bdi>
                  {`: ${points(score.shown)}`}
                </h3>
                <PointsTable name={`${score.name}, ${company}`} baseName="To begin with" score={{ ...score, smoothing: 0 }} />
                <p>{score.change}</p>
              </div>
            ))}
          </div>
        ))}
      </div>
      {accounts.length > shown.length ? <p className="faint">Of the accounts where they were seen last; the list above has all.</p> : null}
    </section>
  );
}
