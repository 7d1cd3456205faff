import type { HealthReason } from '../../../../src/contract/health';

const MARKS = { yes: '✓', no: '✕', 'cannot be evaluated': '?' } as const;
const HOLDS = { yes: 'holds', no: 'does not hold', 'cannot be evaluated': 'cannot be evaluated' } as const;
const SPEAKS_FOR = { good: 'Good', bad: 'Bad' } as const;

/** What a colour hangs on, with what was known of the account. */
export function Reasons({ reasons }: { reasons: readonly HealthReason[] }) {
  if (reasons.length === 0) return <p className="faint">Nothing is said of it any more.</p>;
  return (
    <ul className="health-reasons">
      {reasons.map(({ for: side, words, outcome, value }, index) => (
        <li key={index}>
          {side === null ? null : (
            <span className="faint">
              {SPEAKS_FOR[side]} <span aria-hidden="true">{MARKS[outcome]}</span>
              <span className="unseen">{HOLDS[outcome]}</span>{' '}
            </span>
          )}
          <bdi>{words}</bdi>
          {value === '' ? null : <span className="why-value">{value}</span>}
        </li>
      ))}
    </ul>
  );
}
