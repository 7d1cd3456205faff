import { LinkButton } from '@atlaskit/button/new';
import { useMemo } from 'react';
import type { CustomScoreRow, CustomScoresAnswer, ScoredAccount } from '../../../../src/contract/custom-scores';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import { useAccountFilter } from '../../parts/account-filter';
import { useAsk } from '../../parts/ask-context';
import { useBeside } from '../../parts/beside';
import { useFilteredHref, useFilteredHrefs } from '../../parts/carried-filter';
import { RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton } from '../../parts/skeleton';
import { useAnswer } from '../../parts/use-answer';
import { usePlace } from '../../parts/use-hash';
import { counted } from '../../parts/format';
import { AccountLink } from '../health/account-link';
import { RemoveButton } from '../health/remove-button';
import { points, signedPoints } from '../predictions/words';
import '../../style/segments.css';
import '../../style/health.css';
import { Distribution } from './distribution';
import { scorePlace } from './places';
import { ScoreEdit } from './score-edit';
import { SegmentsBeside } from './segments-beside';

const NOBODY: readonly string[] = [];

/** Scores that somebody defined by rules, and how accounts do by them. */
export function CustomScores() {
  const edited = usePlace().params.get('edit');
  return edited === null ? <Listed /> : <ScoreEdit key={edited} edited={edited} />;
}

function Listed() {
  const { params } = usePlace();
  const filter = useAccountFilter(params);
  const beside = useBeside(params);
  const { loaded, retry } = useAnswer(
    useAsk(),
    'customScores',
    useMemo(() => ({ filter }), [filter]),
  );
  switch (loaded.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Scores by rules" />;
    case 'refused':
      return <RefusedScreen title="Scores by rules" refusal={loaded.refusal} onRetry={retry} />;
    case 'ready':
      return (
        <div className={loaded.refreshing ? 'refreshing' : undefined} aria-busy={loaded.refreshing}>
          <Scores answer={loaded.value} filter={filter} beside={beside} onChanged={retry} />
        </div>
      );
  }
}

type ScoresProps = {
  readonly answer: CustomScoresAnswer;
  readonly filter: AccountFilter;
  readonly beside: readonly string[];
  readonly onChanged: () => void;
};

function Scores({ answer: { scores, canChange }, filter, beside, onChanged }: ScoresProps) {
  const hrefOf = useFilteredHrefs('scores');
  return (
    <>
      <div className="page-head">
        <div className="page-title">
          <a className="back" href={useFilteredHref('health')}>
            Health
          </a>
          <h1>Scores by rules</h1>
          <p className="page-sub">From 0 to 100: points to begin with, and the points of each rule that holds. Computed every night.</p>
        </div>
        {canChange ? (
          <div className="card-actions">
            <LinkButton href={hrefOf(scorePlace('users'))}>New score of users</LinkButton>
            <LinkButton href={hrefOf(scorePlace('new'))}>New score</LinkButton>
          </div>
        ) : null}
      </div>
      {scores.length === 0 ? (
        <p className="not-enough">There is no score by rules yet.{canChange ? '' : ' Only admins define them.'}</p>
      ) : (
        <div className="stack">
          {scores.map((score) => (
            <Score key={score.scoreId} score={score} canChange={canChange} onChanged={onChanged} />
          ))}
          <SegmentsBeside filter={filter} ids={scores.some(({ kind }) => kind === 'account') ? beside : NOBODY} />
        </div>
      )}
    </>
  );
}

type ScoreProps = { readonly score: CustomScoreRow; readonly canChange: boolean; readonly onChanged: () => void };

function Score({
  score: { scoreId, kind, name, base, rules, accounts, untold, distribution, highest, lowest },
  canChange,
  onChanged,
}: ScoreProps) {
  return (
    <>
      <section className="card" aria-label={name}>
        <div className="card-head">
          <h2>
            <bdi>{name}</bdi>
          </h2>
          {canChange ? <Actions scoreId={scoreId} name={name} onChanged={onChanged} /> : null}
        </div>
        <ul className="health-reasons">
          <li>{points(base * 10)} to begin with</li>
          {rules.map(({ words, points: each, trouble }) => (
            <li key={words}>
              <span className={each < 0 ? 'part-down' : 'part-up'}>{signedPoints(each * 10)}</span> <bdi>{words}</bdi>
              {trouble === null ? null : <span className="condition-problem"> Cannot be evaluated: {trouble}.</span>}
            </li>
          ))}
        </ul>
        {kind === 'membership' ? (
          <p className="score-told">
            Of users, in each account that reports and where they were seen in the last 90 days. It stands beside them in the account, point
            by point on their own page, and can be asked for in segments of users in an account.
          </p>
        ) : (
          <p role="status" className="score-told">
            {counted(accounts, 'account')} with this score
            {untold === 0 ? '.' : `; ${counted(untold, 'account')} without: it was not computed yet, or a rule cannot be told of them.`}
          </p>
        )}
        {accounts === 0 ? null : (
          <div className="pair">
            <End title="Highest" rows={highest} />
            <End title="Lowest" rows={lowest} />
          </div>
        )}
      </section>
      {accounts === 0 ? null : <Distribution name={name} distribution={distribution} />}
    </>
  );
}

function End({ title, rows }: { title: string; rows: readonly ScoredAccount[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <ol className="health-reasons">
        {rows.map((row) => (
          <li key={row.accountId}>
            <span className="part-up">{points(row.shown)}</span> <AccountLink row={row} /> <span className="faint">{row.app}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Actions({ scoreId, name, onChanged }: { scoreId: number; name: string; onChanged: () => void }) {
  const ask = useAsk();
  const href = useFilteredHref('scores', scorePlace(scoreId));
  return (
    <div className="card-actions">
      <LinkButton spacing="compact" href={href}>
        Change<span className="unseen">{` ${name}`}</span>
      </LinkButton>
      <RemoveButton what={`“${name}”`} onRemove={() => ask('dropCustomScore', { scoreId })} onRemoved={onChanged}>
        The score goes with its history, from the pages of accounts, too.
      </RemoveButton>
    </div>
  );
}
