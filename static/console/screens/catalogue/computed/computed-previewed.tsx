import type { Breaks, ComputedPreview } from '../../../../../src/contract/computed';
import { Answered } from '../../../parts/answered';
import { count, counted } from '../../../parts/format';
import type { Loaded } from '../../../parts/use-answer';
import { shownPlain } from '../../profile/typed-value';
import { subjectKey, subjectName } from '../../segments/subject';
import { TYPE_WORDS } from '../words';

type PreviewedProps = {
  /** Null while the definition is not complete. */
  readonly preview: Loaded<ComputedPreview> | null;
  readonly onRetry: () => void;
};

/** What is wrong with a definition, or what it would give. */
export function ComputedPreviewed({ preview, onRetry }: PreviewedProps) {
  return (
    <div className="computed-preview" role="status">
      {preview === null ? (
        <p className="faint">Complete the condition to see what it would give.</p>
      ) : (
        <Answered loaded={preview} height={120} onRetry={onRetry}>
          {(answer) => ('problem' in answer ? <p className="target-trouble">{answer.problem}</p> : <Sample preview={answer} />)}
        </Answered>
      )}
    </div>
  );
}

function Sample({ preview }: { preview: Exclude<ComputedPreview, { problem: string }> }) {
  const { type, words, of, filled, failed, sample, breaks } = preview;
  return (
    <>
      <p>
        <bdi>{words}</bdi>. <span className="faint">{TYPE_WORDS[type]}</span>
      </p>
      <p className="faint">
        {of === 0 ? 'There is nobody yet.' : `Of the first ${count(of)}, ${count(filled)} would have a value.`}
        {failed === 0 ? '' : ` Of ${count(failed)} it could not be told.`}
      </p>
      {sample.length === 0 ? null : (
        <dl className="computed-sample">
          {sample.map(({ subject, value, cannot }) => (
            <div key={subjectKey(subject)}>
              <dt>
                <bdi>{subjectName(subject)}</bdi>
              </dt>
              <dd>
                {cannot !== null ? (
                  <span className="faint">{cannot}</span>
                ) : value === null ? (
                  <span className="faint">no value</span>
                ) : (
                  <bdi>{shownPlain(type, value)}</bdi>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <WhatBreaks breaks={breaks} />
    </>
  );
}

/** What could no longer be evaluated; nothing where nothing would break. */
export function WhatBreaks({ breaks: { segments, properties } }: { breaks: Breaks }) {
  if (segments.length + properties.length === 0) return null;
  return (
    <>
      <p className="target-trouble">
        {counted(segments.length + properties.length, 'thing builds', 'things build')} on it and could no longer be evaluated; a segment
        then has no members, a property no values:
      </p>
      <ul>
        {segments.map(({ segmentId, name }) => (
          <li key={segmentId}>
            Segment <bdi>{name}</bdi>
          </li>
        ))}
        {properties.map((label) => (
          <li key={label}>
            Property <bdi>{label}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
