import { useMemo } from 'react';
import type { PropertyRow } from '../../../../src/contract/profiles';
import type { PropertyType } from '../../../../src/segments/value';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { counted } from '../../parts/format';
import { useAnswer } from '../../parts/use-answer';
import { retypeWords } from './words';

/** What would become of values and segments if the property were of the type, before anything is changed. */
export function RetypePreviewed({ row, type }: { row: PropertyRow; type: PropertyType }) {
  const { kind, key } = row;
  const input = useMemo(() => ({ kind, key, type }), [kind, key, type]);
  const { loaded, retry } = useAnswer(useAsk(), 'retypePreview', input);
  return (
    <div className="catalogue-retype" role="status">
      <Answered loaded={loaded} height={60} onRetry={retry}>
        {(preview) =>
          preview === null ? (
            <p>It is not there any more. Reload the page.</p>
          ) : (
            <>
              <p>{retypeWords(preview)}</p>
              {type === 'money' ? <p className="faint">A number counts as whole US cents.</p> : null}
              {preview.lostExamples.length === 0 ? null : (
                <p>
                  Gone would be:{' '}
                  {preview.lostExamples.map((example) => (
                    <bdi key={example} className="catalogue-lost">
                      {example}
                    </bdi>
                  ))}
                </p>
              )}
              {preview.segments.length === 0 ? (
                <p>No segment asks about it.</p>
              ) : (
                <>
                  <p>
                    {counted(preview.segments.length, 'segment asks', 'segments ask')} about it and may no longer be evaluated; then it has
                    no members until its condition is changed:
                  </p>
                  <ul>
                    {preview.segments.map(({ segmentId, name }) => (
                      <li key={segmentId}>
                        <bdi>{name}</bdi>
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </>
          )
        }
      </Answered>
    </div>
  );
}
