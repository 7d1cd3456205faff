import { Definition } from '../../parts/definition';
import { count, counted } from '../../parts/format';
import { auditGap, type AuditSums, parts } from './audit-sums';
import { capturedMeaning, partWords, repeatsMeaning } from './words';

/** captured = delivered + pending + parked + dead + refused, in figures; its colours are the chart's legend. */
export function Equation({ sums, days }: { sums: AuditSums; days: number }) {
  const gap = auditGap(sums);
  return (
    <>
      <ul className="equation" aria-label={`Sum of ${counted(days, 'day')}`}>
        <li>
          <span className="equation-figure">{count(sums.captured)}</span>
          <Definition term="Captured" meaning={capturedMeaning} />
        </li>
        {parts.map((part, index) => (
          <li key={part}>
            <span className="equation-sign">{index === 0 ? '=' : '+'}</span>
            <span className="equation-figure">{count(sums[part])}</span>
            <span className="equation-term">
              <Mark {...partWords[part].color} />
              <Definition term={partWords[part].term} meaning={partWords[part].meaning} />
            </span>
          </li>
        ))}
        <li className="equation-aside">
          <span className="equation-figure">{count(sums.repeats)}</span>
          <Definition term="Repeats" meaning={repeatsMeaning} />
        </li>
      </ul>
      {gap === 0 ? null : (
        <p className="equation-gap" role="alert">
          This does not add up: {counted(Math.abs(gap), 'event')} {gap > 0 ? 'missing' : 'too many'} on the right. Please tell the app’s
          vendor.
        </p>
      )}
    </>
  );
}

function Mark({ colorToken, fallback }: { colorToken: string; fallback: string }) {
  return <span className="equation-mark" style={{ background: `var(${colorToken}, ${fallback})` }} aria-hidden="true" />;
}
