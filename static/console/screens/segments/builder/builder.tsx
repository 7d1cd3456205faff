import { LinkButton } from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useId, useMemo, useState } from 'react';
import { labelOf } from '../../../../../src/segments/label';
import type { Problem } from '../../../../../src/segments/problem';
import type { SubjectKind } from '../../../../../src/segments/value';
import { useAsk } from '../../../parts/ask-context';
import { Choice } from '../../../parts/choice';
import { segmentHref } from '../subject';
import { BuildingProvider } from './builder-context';
import { type Group, LEAF_TYPES } from './draft';
import { finished, type Known } from './draft-problems';
import { GroupEditor } from './group-editor';
import { Preview } from './preview';
import { useBuildingOf } from './use-building';
import { usePreview } from './use-preview';
import { MISSING, notSaved, useWriting } from './use-writing';
import { KIND_WORDS } from './words';
import { SaveLine, WrittenForm } from './written-form';

export type Begin = {
  readonly name: string;
  readonly description: string;
  readonly kind: SubjectKind;
  readonly told: boolean;
  /** Empty for none. */
  readonly tag: string;
  readonly group: Group;
};
type BuilderProps = { readonly known: Known; readonly begin: Begin; readonly segmentId: number | null; readonly today: string };

const KINDS = (['account', 'user', 'membership'] as const).map((value) => ({
  value,
  label: `${KIND_WORDS[value].many.charAt(0).toUpperCase()}${KIND_WORDS[value].many.slice(1)}`,
}));

const EVERYTHING = { types: LEAF_TYPES, absent: null };

/** A segment being written: what it is called, of whom it is, and what must hold of them. */
export function Builder({ known, begin, segmentId, today }: BuilderProps) {
  const ask = useAsk();
  const [draft, setDraft] = useState(begin);
  const writing = useWriting();
  const [told, setTold] = useState<readonly Problem[]>([]);
  const { kind, group, name } = draft;
  const { condition, problems } = useMemo(() => finished(kind, group, known), [kind, group, known]);
  const words = useMemo(() => (condition === null ? null : labelOf(kind, condition, known)), [kind, condition, known]);
  const { preview, retry } = usePreview(ask, segmentId, kind, condition);
  const building = useBuildingOf(
    known,
    useMemo(() => [...problems, ...told], [problems, told]),
    today,
    EVERYTHING,
  );
  const change = (next: Partial<Begin>): void => {
    setDraft({ ...draft, ...next });
    setTold([]);
    writing.forgive();
  };
  const save = async (): Promise<void> => {
    const isNamed = name.trim() !== '';
    if (condition === null || !isNamed) {
      writing.refuse(isNamed ? MISSING : 'Give it a name.');
      return;
    }
    writing.begin();
    const tag = draft.tag.trim() === '' ? null : draft.tag.trim();
    const answer = await ask('segmentSave', { segmentId, name, kind, description: draft.description, told: draft.told, tag, condition });
    if (!answer.ok) writing.refuse(answer.message);
    else if ('problems' in answer.value) {
      setTold(answer.value.problems);
      writing.refuse(notSaved(answer.value.problems));
    } else window.location.hash = segmentHref(answer.value.segmentId);
  };
  return (
    <>
      <div className="page-head">
        <div className="page-title">
          <a className="back" href={segmentId === null ? '#/segments' : segmentHref(segmentId)}>
            {segmentId === null ? 'Segments' : 'Segment'}
          </a>
          <h1>{segmentId === null ? 'New segment' : 'Change segment'}</h1>
        </div>
      </div>
      <WrittenForm writing={writing} className="segment-form" onSave={() => void save()}>
        <div className="stack">
          <Named draft={draft} isKindFixed={segmentId !== null} isTried={writing.isTried} onChange={change} />
          <section className="card" aria-label="Conditions">
            <BuildingProvider value={building}>
              <GroupEditor
                kind={kind}
                group={group}
                path=""
                onChange={(next) => {
                  change({ group: next });
                }}
              />
            </BuildingProvider>
          </section>
          <SaveLine writing={writing} words={segmentId === null ? 'Save segment' : 'Save changes'}>
            <LinkButton appearance="subtle" href={segmentId === null ? '#/segments' : segmentHref(segmentId)}>
              Cancel
            </LinkButton>
          </SaveLine>
        </div>
        <Preview kind={kind} words={words} preview={preview} onRetry={retry} />
      </WrittenForm>
    </>
  );
}

type NamedProps = {
  readonly draft: Begin;
  readonly isKindFixed: boolean;
  readonly isTried: boolean;
  readonly onChange: (next: Partial<Begin>) => void;
};

function Named({ draft: { name, description, kind, told, tag }, isKindFixed, isTried, onChange }: NamedProps) {
  const [nameId, descriptionId, toldId, toldNoteId, tagId, tagNoteId] = [useId(), useId(), useId(), useId(), useId(), useId()];
  return (
    <section className="card segment-named" aria-label="The segment">
      <div>
        <label htmlFor={nameId}>Name</label>
        <Textfield
          id={nameId}
          isCompact
          autoComplete="off"
          maxLength={200}
          value={name}
          isInvalid={isTried && name.trim() === ''}
          onChange={(event) => {
            onChange({ name: event.currentTarget.value });
          }}
        />
      </div>
      <div>
        <label htmlFor={descriptionId}>Description</label>
        <Textfield
          id={descriptionId}
          isCompact
          autoComplete="off"
          maxLength={1000}
          value={description}
          placeholder="What it is for"
          onChange={(event) => {
            onChange({ description: event.currentTarget.value });
          }}
        />
      </div>
      <div>
        <span className="segment-label">Of</span>
        {isKindFixed ? (
          <p>{KINDS.find(({ value }) => value === kind)?.label}</p>
        ) : (
          <Choice<SubjectKind>
            label="Of whom it is"
            options={KINDS}
            value={kind}
            onChange={(next) => {
              onChange({ kind: next });
            }}
          />
        )}
        <p className="row-note">{KIND_WORDS[kind].meaning}</p>
      </div>
      <div>
        <label className="segment-told" htmlFor={toldId}>
          <input
            id={toldId}
            type="checkbox"
            checked={told}
            aria-describedby={toldNoteId}
            onChange={(event) => {
              onChange({ told: event.currentTarget.checked });
            }}
          />
          Send its name to destinations
        </label>
        <p className="row-note" id={toldNoteId}>
          Destinations get the names of all such segments that somebody is in, as the property Segments.
        </p>
      </div>
      <div>
        <label htmlFor={tagId}>Tag</label>
        <Textfield
          id={tagId}
          isCompact
          autoComplete="off"
          maxLength={60}
          value={tag}
          placeholder="None"
          aria-describedby={tagNoteId}
          onChange={(event) => {
            onChange({ tag: event.currentTarget.value });
          }}
        />
        <p className="row-note" id={tagNoteId}>
          Members carry it while they are in the segment, beside tags that were given by hand.
        </p>
      </div>
    </section>
  );
}
