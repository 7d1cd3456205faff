import { useMemo } from 'react';
import { stageLabel } from '../../../../../src/segments/catalogue';
import { relatedKind } from '../../../../../src/segments/condition';
import { at } from '../../../../../src/segments/problem';
import type { SubjectKind } from '../../../../../src/segments/value';
import { firstLeaf, relationsOf, useBuilding } from './builder-context';
import { CountField } from './count-field';
import { type Draft, EMPTY_TEST, emptyGroup } from './draft';
import { EventFields } from './event-fields';
import { Choose, Several } from './fields';
import { StageFields } from './stage-fields';
import { TestFields } from './test-fields';
import { TopFields } from './top-fields';
import { usePropertyOptions } from './use-options';
import { WindowField } from './window-field';
import { asDayWindow, DAY_WINDOWS } from './windows';
import { RELATION_WORDS } from './words';

export type RowFieldsProps<D extends Draft = Draft> = {
  readonly kind: SubjectKind;
  readonly path: string;
  readonly draft: D;
  readonly onChange: (draft: Draft) => void;
};
type Of<T extends Draft['type']> = RowFieldsProps<Extract<Draft, { type: T }>>;

/** What a row asks for, by what it is about. Groups are drawn elsewhere. */
export function RowFields({ draft, ...rest }: RowFieldsProps) {
  switch (draft.type) {
    case 'property':
      return <PropertyFields draft={draft} {...rest} />;
    case 'event':
    case 'screen':
    case 'firstTime':
      return <EventFields draft={draft} {...rest} />;
    case 'stage':
      return <StageFields draft={draft} {...rest} />;
    case 'stageEntered':
      return <StageEnteredFields draft={draft} {...rest} />;
    case 'tag':
      return <TagFields draft={draft} {...rest} />;
    case 'segment':
      return <SegmentFields draft={draft} {...rest} />;
    case 'related':
      return <RelatedFields draft={draft} {...rest} />;
    case 'top':
      return <TopFields draft={draft} {...rest} />;
    case 'all':
    case 'any':
    case 'not':
      return null;
  }
}

function PropertyFields({ kind, path, draft, onChange }: Of<'property'>) {
  const properties = usePropertyOptions(kind, draft.property);
  return (
    <TestFields
      kind={kind}
      path={path}
      test={draft}
      properties={properties}
      onChange={(test) => {
        onChange({ type: 'property', ...EMPTY_TEST, ...test });
      }}
    />
  );
}

function StageEnteredFields({ kind, path, draft, onChange }: Of<'stageEntered'>) {
  const { known, problems } = useBuilding();
  return (
    <>
      <Choose
        label="Stage"
        options={[...known.catalogue.stages[kind]].map(([value, { label }]) => ({ value, label }))}
        value={draft.stage}
        name={stageLabel(known.catalogue, kind, draft.stage)}
        isWrong={problems.some((problem) => problem.path === at(path, 'stage'))}
        placeholder="Choose a stage…"
        onChange={(stage) => {
          onChange({ ...draft, stage });
        }}
      />
      <WindowField
        kind={kind}
        path={at(path, 'within')}
        window={draft.within}
        types={DAY_WINDOWS}
        onChange={(window) => {
          onChange({ ...draft, within: asDayWindow(window) });
        }}
      />
    </>
  );
}

function TagFields({ kind, path, draft, onChange }: Of<'tag'>) {
  const { known, problems } = useBuilding();
  const suggestions = useMemo(() => [...known.catalogue.tags[kind]], [known, kind]);
  return (
    <>
      <Choose
        label="Match"
        options={[
          { value: 'any', label: 'any of' },
          { value: 'all', label: 'all of' },
        ]}
        value={draft.match}
        onChange={(match) => {
          onChange({ ...draft, match });
        }}
      />
      <Several
        label="Tags"
        values={draft.tags}
        suggestions={suggestions}
        isWrong={problems.some((problem) => problem.path.startsWith(at(path, 'tags')))}
        onChange={(tags) => {
          onChange({ ...draft, tags });
        }}
      />
    </>
  );
}

function SegmentFields({ kind, path, draft, onChange }: Of<'segment'>) {
  const { known, problems } = useBuilding();
  return (
    <Choose
      label="Segment"
      options={[...known.segments].filter(([, each]) => each.kind === kind).map(([value, { name }]) => ({ value, label: name }))}
      value={draft.segment}
      isWrong={problems.some((problem) => problem.path === at(path, 'segment'))}
      placeholder="Choose a segment…"
      onChange={(segment) => {
        onChange({ ...draft, segment });
      }}
    />
  );
}

function RelatedFields({ kind, path, draft, onChange }: Of<'related'>) {
  const building = useBuilding();
  const { problems, known } = building;
  const related = relatedKind(kind, draft.relation);
  const isSingle = draft.relation === 'account' || draft.relation === 'user';
  return (
    <>
      {isSingle ? (
        <span className="condition-word">is related to</span>
      ) : (
        <>
          <span className="condition-word">has</span>
          <CountField
            count={draft.count}
            of={draft.relation}
            none="no"
            isWrong={problems.some((problem) => problem.path === at(path, 'count', 'n'))}
            onChange={(count) => {
              onChange({ ...draft, count });
            }}
          />
        </>
      )}
      <Choose
        label="Who"
        options={relationsOf(building, kind).map((value) => ({ value, label: RELATION_WORDS[value] }))}
        value={draft.relation}
        onChange={(relation) => {
          // What was asked of users cannot be asked of accounts.
          const where = relatedKind(kind, relation) === related ? draft.where : null;
          onChange({
            ...draft,
            relation,
            where,
            count: relation === 'account' || relation === 'user' ? { test: 'atLeast', n: 1 } : draft.count,
          });
        }}
      />
      {related === undefined || draft.where !== null ? null : (
        <button
          type="button"
          className="condition-button"
          onClick={() => {
            onChange({ ...draft, where: emptyGroup(related, 'all', firstLeaf(known, related)) });
          }}
        >
          of whom…
        </button>
      )}
    </>
  );
}
