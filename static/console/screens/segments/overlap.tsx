import { useMemo, useState } from 'react';
import type { SegmentAnswer } from '../../../../src/contract/segments';
import type { SubjectKind } from '../../../../src/segments/value';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { BarTrack } from '../../parts/bars';
import { DataTable } from '../../parts/data-table';
import { Definition } from '../../parts/definition';
import { count, roundPercent } from '../../parts/format';
import { useAnswer } from '../../parts/use-answer';
import { OtherSegments } from './other-segments';
import { kindHeading } from './words';

type OverlapProps = {
  readonly segmentId: number;
  readonly name: string;
  readonly kind: SubjectKind;
  readonly others: SegmentAnswer['others'];
};
type Part = { readonly segments: readonly number[]; readonly subjects: number };

/** How many are in this segment, in others, and in both. */
export function Overlap({ segmentId, name, kind, others }: OverlapProps) {
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const input = useMemo(() => (chosen.length === 0 ? null : { segmentId, others: [...chosen] }), [segmentId, chosen]);
  const { loaded, retry } = useAnswer(useAsk(), 'segmentOverlap', input);
  const names = new Map([[segmentId, name], ...others.map((each) => [each.segmentId, each.name] as const)]);
  return (
    <section className="card" aria-labelledby="segment-overlap">
      <div className="card-head">
        <h2 id="segment-overlap">
          <Definition term="Overlap" meaning={`${kindHeading(kind)} that are in this segment, in others, or in several of them at once.`} />
        </h2>
      </div>
      {others.length === 0 ? (
        <p className="not-enough">There is no other segment of {kindHeading(kind).toLowerCase()} to compare with.</p>
      ) : (
        <OtherSegments label="Compare with the segment" others={others} chosen={chosen} onChange={setChosen} />
      )}
      {input === null ? null : (
        <Answered loaded={loaded} height={120} onRetry={retry}>
          {({ overlap }) => <Parts parts={overlap} names={names} of={1 + chosen.length} />}
        </Answered>
      )}
    </section>
  );
}

function Share({ ratio }: { ratio: number }) {
  return (
    <span className="overlap-share">
      <BarTrack ratio={ratio} />
      <span>{roundPercent(ratio)}</span>
    </span>
  );
}

function Parts({ parts, names, of }: { parts: readonly Part[]; names: ReadonlyMap<number, string>; of: number }) {
  const all = parts.reduce((sum, { subjects }) => sum + subjects, 0);
  if (all === 0) return <p className="not-enough">Nobody is in any of them.</p>;
  const nameOf = (id: number): string => names.get(id) ?? '';
  return (
    <DataTable
      caption="Overlap"
      rows={parts}
      rowKey={({ segments }) => segments.join(' ')}
      columns={[
        {
          heading: 'In',
          isRowHeading: true,
          cell: ({ segments }) => (
            <span className="overlap-names">
              {segments.length === of ? <strong>{of === 2 ? 'Both' : 'All three'}</strong> : null}
              {segments.length === of ? null : (
                <>
                  {segments.map((id, index) => (
                    <span key={id}>
                      {index === 0 ? '' : ' and '}
                      <bdi>{nameOf(id)}</bdi>
                    </span>
                  ))}{' '}
                  <span className="faint">only</span>
                </>
              )}
            </span>
          ),
        },
        { heading: 'Share', width: '38%', cell: ({ subjects }) => <Share ratio={subjects / all} /> },
        { heading: 'Number', align: 'end', cell: ({ subjects }) => count(subjects) },
      ]}
    />
  );
}
