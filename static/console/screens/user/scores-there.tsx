import type { MemberRow } from '../../../../src/contract/accounts';
import { points } from '../predictions/words';

/** Scores by rules of a user in an account, as last night left them; a dash where there is none. */
export function ScoresThere({ scores }: Pick<MemberRow, 'scores'>) {
  if (scores.length === 0)
    return (
      <span className="faint" title="No score: not seen here for long, or the account does not report">
        –
      </span>
    );
  return (
    <span title={scores.map(({ name, shown }) => `${name}: ${points(shown)}`).join(', ')}>
      {scores.map(({ shown }) => points(shown)).join(' · ')}
    </span>
  );
}
