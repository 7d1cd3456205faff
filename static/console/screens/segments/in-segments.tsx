import { useMemo } from 'react';
import type { SegmentsOfAnswer } from '../../../../src/contract/segments';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { Definition } from '../../parts/definition';
import { day } from '../../parts/format';
import { useAnswer } from '../../parts/use-answer';
import { segmentHref, whyHref } from './subject';

type InSegmentsProps = {
  readonly accountId: number;
  readonly userId: number;
  /** What an account is called, for a user who is in a segment there. */
  readonly companyOf?: (accountId: number) => string;
};

/** The segments that an account or a user is in, each with a way to why. */
export function InSegments({ accountId, userId, companyOf }: InSegmentsProps) {
  const input = useMemo(() => ({ accountId, userId }), [accountId, userId]);
  const { loaded, retry } = useAnswer(useAsk(), 'segmentsOf', input);
  return (
    <section className="card" aria-labelledby="in-segments">
      <div className="card-head">
        <h2 id="in-segments">
          <Definition term="Segments" meaning="What it belongs to now, since when, and why." />
        </h2>
      </div>
      <Answered loaded={loaded} height={28} onRetry={retry}>
        {({ segments }) =>
          segments.length === 0 ? <p className="faint">In no segment.</p> : <List segments={segments} companyOf={companyOf} />
        }
      </Answered>
    </section>
  );
}

function List({ segments, companyOf }: { segments: SegmentsOfAnswer['segments']; companyOf: InSegmentsProps['companyOf'] }) {
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
