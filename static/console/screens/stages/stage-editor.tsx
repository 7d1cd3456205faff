import Button, { LinkButton } from '@atlaskit/button/new';
import { useMemo, useState } from 'react';
import { MAX_STAGES } from '../../../../src/contract/stages';
import type { StagePreviewAnswer, StageProblem, StageRulesAnswer } from '../../../../src/contract/stages';
import { useAsk } from '../../parts/ask-context';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { count, counted } from '../../parts/format';
import { RefusalMessage } from '../../parts/refusal-message';
import type { Loaded } from '../../parts/use-answer';
import { MISSING, notSaved, useWriting } from '../segments/builder/use-writing';
import { knownFrom } from '../segments/builder/wire-catalogue';
import { SaveLine, WrittenForm } from '../segments/builder/written-form';
import { StageCard } from './stage-card';
import { draftsOf, finishedStages, toldOf, withMoved, withStage } from './stage-drafts';
import type { StageDraft, WrittenStage } from './stage-drafts';
import { useStagePreview } from './use-stage-preview';

const BOARD = '#/stages';

/** Stages being written: an account is in the first whose rule it meets. */
export function StageEditor({ answer }: { answer: StageRulesAnswer }) {
  const ask = useAsk();
  const known = useMemo(() => {
    const all = knownFrom(answer.catalogue);
    // A rule that decides stages cannot ask about them.
    return { ...all, catalogue: { ...all.catalogue, stages: { ...all.catalogue.stages, account: new Map<string, never>() } } };
  }, [answer]);
  const [drafts, setDrafts] = useState(() => draftsOf(answer.stages));
  const [told, setTold] = useState<readonly StageProblem[]>([]);
  const writing = useWriting();
  const [isAsking, setAsking] = useState(false);
  const { stages, problems } = useMemo(() => finishedStages(drafts, known), [drafts, known]);
  const { preview, retry } = useStagePreview(stages);
  const change = (next: readonly StageDraft[]): void => {
    setDrafts(next);
    setTold([]);
    writing.forgive();
  };
  const save = async (wanted: readonly WrittenStage[] | null): Promise<void> => {
    writing.begin();
    const saved = await ask('stagesSave', { version: answer.version, stages: wanted === null ? null : [...wanted] });
    setAsking(false);
    if (!saved.ok) writing.refuse(saved.message);
    else if ('problems' in saved.value) {
      setTold(saved.value.problems);
      writing.refuse(notSaved(toldOf(saved.value.problems, null)));
    } else window.location.hash = BOARD;
  };
  return (
    <>
      <div className="page-head">
        <div className="page-title">
          <a className="back" href={BOARD}>
            Stages
          </a>
          <h1>Change stages</h1>
          <p className="page-sub">
            An account is in the first stage whose rule it meets. Accounts without a licence are in none. A stage that is renamed keeps its
            history, and whatever asks about it.
          </p>
        </div>
      </div>
      <WrittenForm
        writing={writing}
        className="segment-form"
        onSave={() => {
          if (stages === null) writing.refuse(MISSING);
          else void save(stages);
        }}
      >
        <div className="stack">
          <div>
            <Button
              isDisabled={drafts.length >= MAX_STAGES}
              onClick={() => {
                change(withStage(drafts));
              }}
            >
              Add a stage
            </Button>
          </div>
          <ol className="stage-drafts">
            {drafts.map((draft, index) => (
              <StageCard
                key={draft.id}
                draft={draft}
                place={index}
                of={drafts.length}
                known={known}
                today={answer.asOfDay}
                problems={[...(problems[index] ?? []), ...toldOf(told, index)]}
                isTried={writing.isTried}
                accounts={accountsIn(preview, index)}
                onChange={(next) => {
                  change(drafts.map((each) => (each.id === draft.id ? { ...each, ...next } : each)));
                }}
                onMove={(by) => {
                  change(withMoved(drafts, index, by));
                }}
                onRemove={() => {
                  change(drafts.filter(({ id }) => id !== draft.id));
                }}
              />
            ))}
          </ol>
          <SaveLine writing={writing} words="Save stages" isDisabled={!answer.canChange}>
            <LinkButton appearance="subtle" href={BOARD}>
              Cancel
            </LinkButton>
            {answer.isFirst || !answer.canChange ? null : (
              <Button
                appearance="subtle"
                onClick={() => {
                  setAsking(true);
                }}
              >
                Back to the stages by licence
              </Button>
            )}
            {answer.canChange ? null : <p className="faint">Only an admin can save stages.</p>}
          </SaveLine>
        </div>
        <Counted preview={stages === null ? { kind: 'idle' } : preview} onRetry={retry} />
      </WrittenForm>
      {isAsking ? (
        <ConfirmDialog
          title="Back to the stages by licence?"
          verb="Take them back"
          appearance="primary"
          isBusy={writing.isBusy}
          onConfirm={() => {
            void save(null);
          }}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>
            Your stages and their rules are given up: {answer.first.map(({ name }) => name).join(', ')} take their place. History stays.
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function accountsIn(preview: Loaded<StagePreviewAnswer>, stage: number): number | null {
  if (preview.kind !== 'ready' || 'problems' in preview.value) return null;
  return preview.value.accounts[stage] ?? null;
}

function Counted({ preview, onRetry }: { preview: Loaded<StagePreviewAnswer>; onRetry: () => void }) {
  return (
    <aside className="card segment-preview" aria-label="Who would be where" aria-busy={preview.kind === 'loading'}>
      <h2>Who would be where</h2>
      <CountedText preview={preview} onRetry={onRetry} />
    </aside>
  );
}

function CountedText({ preview, onRetry }: { preview: Loaded<StagePreviewAnswer>; onRetry: () => void }) {
  switch (preview.kind) {
    case 'idle':
      return <p className="preview-wait">Complete the rules to see how many accounts would be in each stage.</p>;
    case 'loading':
      return <p className="preview-wait">Counting…</p>;
    case 'refused':
      return <RefusalMessage refusal={preview.refusal} onRetry={onRetry} />;
    case 'ready': {
      if ('problems' in preview.value)
        return <p className="condition-problem">{preview.value.problems.map(({ message }) => message).join(' ')}</p>;
      const { of, nowhere, isPart } = preview.value;
      return (
        <>
          <p className="preview-count" role="status">
            <strong>{count(of - nowhere)}</strong> of {isPart ? 'the first ' : ''}
            {counted(of, 'account')} in a stage
          </p>
          {nowhere === 0 ? null : <p className="preview-wait">{counted(nowhere, 'account')} would meet no rule and be in no stage.</p>}
          {isPart ? <p className="preview-wait">Only these were looked at for the preview. Saved, it is of all.</p> : null}
          <p className="preview-wait">Saved, accounts move within minutes; the day of the move is the day on which it is done.</p>
        </>
      );
    }
  }
}
