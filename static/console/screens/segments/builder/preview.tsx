import type { PreviewAnswer } from '../../../../../src/contract/segments';
import type { SubjectKind } from '../../../../../src/segments/value';
import { count } from '../../../parts/format';
import { RefusalMessage } from '../../../parts/refusal-message';
import { Skeleton } from '../../../parts/skeleton';
import type { Loaded } from '../../../parts/use-answer';
import { subjectKey, subjectName } from '../subject';
import { countedKind } from '../words';
import { KIND_WORDS } from './words';

type PreviewProps = {
  readonly kind: SubjectKind;
  /** The condition in words; null while it is not finished. */
  readonly words: string | null;
  readonly preview: Loaded<PreviewAnswer>;
  readonly onRetry: () => void;
};

/** How many would be in it and who, while it is written. */
export function Preview({ kind, words, preview, onRetry }: PreviewProps) {
  return (
    <aside
      className="card segment-preview"
      aria-label="Who is in it"
      aria-busy={words !== null && (preview.kind === 'loading' || (preview.kind === 'ready' && preview.refreshing))}
    >
      <h2>Who is in it</h2>
      {words === null ? (
        <p className="preview-wait" role="status">
          Complete the conditions to see how many {KIND_WORDS[kind].many} meet them.
        </p>
      ) : (
        <>
          <Counted kind={kind} preview={preview} onRetry={onRetry} />
          <h3>In words</h3>
          <p className="preview-words">{words}</p>
        </>
      )}
    </aside>
  );
}

function Counted({ kind, preview, onRetry }: Omit<PreviewProps, 'words'>) {
  switch (preview.kind) {
    case 'idle':
    case 'loading':
      return (
        <div role="status">
          <span className="unseen">Counting</span>
          <Skeleton height={96} />
        </div>
      );
    case 'refused':
      return <RefusalMessage refusal={preview.refusal} onRetry={onRetry} />;
    case 'ready':
      if ('problems' in preview.value)
        return <p className="condition-problem">{preview.value.problems.map(({ message }) => message).join(' ')}</p>;
      return <Sample kind={kind} counted={preview.value} isRefreshing={preview.refreshing} />;
  }
}

type SampleProps = {
  readonly kind: SubjectKind;
  readonly counted: Exclude<PreviewAnswer, { problems: unknown }>;
  readonly isRefreshing: boolean;
};

function Sample({ kind, counted: { members, unknown, of, isPart, sample }, isRefreshing }: SampleProps) {
  return (
    <div className={isRefreshing ? 'refreshing' : undefined}>
      <p className="preview-count" role="status">
        <strong>{count(members)}</strong> of {isPart ? 'the first ' : ''}
        {countedKind(of, kind)}
      </p>
      {unknown === 0 ? null : <p className="preview-wait">Of {count(unknown)} more it cannot be said.</p>}
      {isPart ? <p className="preview-wait">Only these were looked at for the preview. Saved, it is of all.</p> : null}
      {sample.length === 0 ? null : (
        <ul className="preview-sample">
          {sample.map((row) => (
            <li key={subjectKey(row)}>
              <bdi>{subjectName(row)}</bdi>
            </li>
          ))}
          {members > sample.length ? <li className="preview-wait">and {count(members - sample.length)} more</li> : null}
        </ul>
      )}
    </div>
  );
}
