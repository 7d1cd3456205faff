import { useEffect, useMemo, useRef } from 'react';
import { useAsk } from '../../parts/ask-context';
import { useAnswer } from '../../parts/use-answer';
import { Answered } from '../../parts/answered';

/** The row of the report that a line is read from. */
export function RawLine({ line }: { line: string }) {
  const { loaded, retry } = useAnswer(
    useAsk(),
    'revenueRawLine',
    useMemo(() => ({ lineId: line }), [line]),
  );
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [line]);
  return (
    <section className="card" aria-labelledby="raw-line">
      <h2 id="raw-line" ref={heading} tabIndex={-1}>
        The row as it was reported
      </h2>
      <p className="list-lead">Without people’s names and addresses: they are not needed to check a figure.</p>
      <Answered loaded={loaded} height={320} onRetry={retry}>
        {({ json }) =>
          json === null ? (
            <p className="not-enough">This row is not there any more.</p>
          ) : (
            <pre className="raw-line" tabIndex={0} role="region" aria-label="Reported row as JSON">
              {json}
            </pre>
          )
        }
      </Answered>
    </section>
  );
}
