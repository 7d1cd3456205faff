import Button, { LinkButton } from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useId, useMemo, useState } from 'react';
import { type CustomScoreBuilder, MAX_SCORE_NAME, MAX_SCORE_RULES } from '../../../../src/contract/custom-scores';
import { useAsk } from '../../parts/ask-context';
import { RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton } from '../../parts/skeleton';
import { useAnswer } from '../../parts/use-answer';
import { NumberField } from '../segments/builder/fields';
import { notSaved, useWriting } from '../segments/builder/use-writing';
import { knownFrom } from '../segments/builder/wire-catalogue';
import { SaveLine, WrittenForm } from '../segments/builder/written-form';
import { useFilteredHref } from '../../parts/carried-filter';
import { begunFrom, engagedUser, finishedScore, newRule, type ScoreDraft } from './score-draft';
import { RuleEditor } from './rule-editor';

/** A score by rules being made or changed. `edited`: its number, or anything else for a new one. */
export function ScoreEdit({ edited }: { edited: string }) {
  const listHref = useFilteredHref('scores');
  const id = Number(edited);
  const scoreId = Number.isSafeInteger(id) && id > 0 ? id : null;
  const input = useMemo(() => ({ scoreId }), [scoreId]);
  const { loaded, retry } = useAnswer(useAsk(), 'customScoreBuilder', input);
  switch (loaded.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Score" />;
    case 'refused':
      return <RefusedScreen title="Score" refusal={loaded.refusal} onRetry={retry} />;
    case 'ready':
      if (scoreId !== null && loaded.value.begin === null)
        return (
          <div className="not-enough">
            <h1>No such score</h1>
            <a href={listHref}>All scores</a>
          </div>
        );
      return <Editor answer={loaded.value} scoreId={scoreId} begun={edited === 'users' ? engagedUser : undefined} />;
  }
}

type EditorProps = {
  readonly answer: CustomScoreBuilder;
  readonly scoreId: number | null;
  readonly begun?: (() => ScoreDraft) | undefined;
};

function Editor({ answer, scoreId, begun }: EditorProps) {
  const ask = useAsk();
  const listHref = useFilteredHref('scores');
  const nameId = useId();
  const known = useMemo(() => knownFrom(answer.catalogue), [answer]);
  const [draft, setDraft] = useState(() => begun?.() ?? begunFrom(answer.begin));
  const isOfUsers = draft.kind === 'membership';
  const [told, setTold] = useState<readonly { rule: number | null; path: string; message: string }[]>([]);
  const writing = useWriting();
  const done = useMemo(() => finishedScore(draft, known), [draft, known]);
  const change = (next: Partial<ScoreDraft>): void => {
    setDraft({ ...draft, ...next });
    setTold([]);
    writing.forgive();
  };
  const save = async (): Promise<void> => {
    if (done.score === null) {
      writing.refuse(done.trouble);
      return;
    }
    writing.begin();
    const saved = await ask('saveCustomScore', { scoreId, ...done.score });
    if (!saved.ok) writing.refuse(saved.message);
    else if (saved.value.problems.length > 0) {
      setTold(saved.value.problems);
      writing.refuse(notSaved(saved.value.problems));
    } else window.location.hash = listHref;
  };
  return (
    <>
      <div className="page-head">
        <div className="page-title">
          <a className="back" href={listHref}>
            Scores by rules
          </a>
          <h1>{scoreId === null ? (isOfUsers ? 'New score of users' : 'New score') : 'Change score'}</h1>
          {isOfUsers ? (
            <p className="page-sub">
              Asked of each user in each account that reports, where they were seen in the last 90 days. Nobody else has a score: what was
              not observed is not unused.
            </p>
          ) : null}
        </div>
      </div>
      <WrittenForm writing={writing} className="stack" onSave={() => void save()}>
        <section className="card segment-named" aria-label="The score">
          <div>
            <label htmlFor={nameId}>Name</label>
            <Textfield
              id={nameId}
              isCompact
              autoComplete="off"
              maxLength={MAX_SCORE_NAME}
              value={draft.name}
              isInvalid={writing.isTried && draft.name.trim() === ''}
              onChange={(event) => {
                change({ name: event.currentTarget.value });
              }}
            />
          </div>
          <div>
            <span className="segment-label">Points to begin with, 0 to 100</span>
            <NumberField
              label="Points to begin with"
              value={draft.base}
              isWrong={writing.isTried && !(Number.isInteger(draft.base) && draft.base >= 0 && draft.base <= 100)}
              onChange={(base) => {
                change({ base });
              }}
            />
          </div>
        </section>
        {draft.rules.map((rule, place) => (
          <RuleEditor
            key={rule.id}
            kind={draft.kind}
            rule={rule}
            place={place}
            known={known}
            today={answer.asOfDay}
            isTried={writing.isTried}
            problems={[...(done.problems[place] ?? []), ...told.filter((each) => each.rule === place)]}
            isOnly={draft.rules.length === 1}
            onChange={(next) => {
              change({ rules: draft.rules.map((each) => (each.id === rule.id ? { ...each, ...next } : each)) });
            }}
            onRemove={() => {
              change({ rules: draft.rules.filter(({ id }) => id !== rule.id) });
            }}
          />
        ))}
        <div>
          <Button
            isDisabled={draft.rules.length >= MAX_SCORE_RULES}
            onClick={() => {
              change({ rules: [...draft.rules, newRule(draft.kind)] });
            }}
          >
            Add a rule
          </Button>
        </div>
        <SaveLine writing={writing} words="Save score" isDisabled={!answer.canChange}>
          <LinkButton appearance="subtle" href={listHref}>
            Cancel
          </LinkButton>
        </SaveLine>
        <p className="faint">Saved, {isOfUsers ? 'users' : 'accounts'} are scored within a minute or two, and every night.</p>
      </WrittenForm>
    </>
  );
}
