import type { InSegment } from '../../../../src/contract/segments';
import { Definition } from '../../parts/definition';
import { day } from '../../parts/format';
import { segmentHref, whyHref } from './subject';

type InSegmentsProps = {
  readonly segments: readonly InSegment[];
  /** What an account is called, for a user who is in a segment there. */
  readonly companyOf?: ((accountId: number) => string) | undefined;
};

/** The segments that an account or a user is in, each with a way to why. */
export function InSegments({ segments, companyOf }: InSegmentsProps) {
  return (
    <section className="card" aria-labelledby="in-segments">
      <div className="card-head">
        <h2 id="in-segments">
          <Definition term="Segments" meaning="What it belongs to now, since when, and why." />
        </h2>
      </div>
      {segments.length === 0 ? <p className="faint">In no segment.</p> : <List segments={segments} companyOf={companyOf} />}
    </section>
  );
}

function List({ segments, companyOf }: InSegmentsProps) {
  return (
    <ul className="segment-links">
      {segments.map((row) => (
        <li key={`${String(row.segmentId)} ${String(row.accountId)}`}>
          <a href={segmentHref(row.segmentId)}>
            <bdi>{row.name}</bdi>
          </a>
          {row.kind === 'membership' && companyOf !== undefined ? (
            <>
              {' '}
              in <bdi>{companyOf(row.accountId)}</bdi>
            </>
          ) : null}{' '}
          <span className="faint">since {day(row.enteredDay)}</span>{' '}
          <a href={whyHref(row.segmentId, row)} aria-label={`Why it is in ${row.name}`}>
            Why
          </a>
        </li>
      ))}
    </ul>
  );
}
