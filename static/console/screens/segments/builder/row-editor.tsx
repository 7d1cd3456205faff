import { type ReactNode, useMemo } from 'react';
import { at } from '../../../../../src/segments/problem';
import type { PropertyType, SubjectKind } from '../../../../../src/segments/value';
import { problemsAt, relationsOf, useBuilding } from './builder-context';
import { type Draft, type LeafType, withType } from './draft';
import { Choose } from './fields';
import { RowFields } from './row-fields';
import { RowWhole } from './row-whole';
import { absentWords, LEAF_WORDS } from './words';

type RowEditorProps = {
  readonly kind: SubjectKind;
  readonly draft: Draft;
  readonly path: string;
  readonly isNegated: boolean;
  readonly onChange: (draft: Draft) => void;
  readonly actions: ReactNode;
};

/** One condition: what it asks about, its fields, and what is missing. */
export function RowEditor({ kind, draft, path, isNegated, onChange, actions }: RowEditorProps) {
  const building = useBuilding();
  const { known, problems, idOf, types: asked, absent } = building;
  const [relation] = relationsOf(building, kind);
  const { catalogue, segments } = known;
  const types = useMemo(() => {
    const isThere: Readonly<Partial<Record<LeafType, boolean>>> = {
      property: catalogue.properties[kind].size > 0,
      related: relation !== undefined,
      screen: [...catalogue.events.values()].some(({ screen }) => screen),
      stage: catalogue.stages[kind].size > 0,
      stageEntered: catalogue.stages[kind].size > 0,
      segment: [...segments.values()].some((each) => each.kind === kind),
    };
    return asked
      .filter((type) => type === draft.type || isThere[type] !== false)
      .map((value) => ({
        value,
        label: LEAF_WORDS[value],
      }));
  }, [asked, catalogue, segments, kind, draft.type, relation]);
  const own = problemsAt(problems, path, [...nestedIn(draft, path)]);
  const note =
    draft.type === 'property'
      ? (absent ?? absentNote(kind, catalogue.properties[kind].get(draft.property)?.type, draft.operator, isNegated))
      : '';
  return (
    <div className="condition-row" role="group" aria-label={isNegated ? 'Condition that must not hold' : 'Condition'}>
      <div className="condition-line">
        <Choose
          label="What is asked"
          id={idOf(path)}
          options={types}
          value={draft.type}
          onChange={(type) => {
            const next = withType(draft, type, kind);
            onChange(next.type === 'related' && relation !== undefined ? { ...next, relation } : next);
          }}
        />
        <RowFields kind={kind} path={path} draft={draft} onChange={onChange} />
      </div>
      {actions}
      <RowWhole kind={kind} path={path} draft={draft} onChange={onChange} />
      {own.length === 0 && note === '' ? null : (
        <p className={own.length === 0 ? 'condition-note' : 'condition-problem'}>
          {own.length === 0 ? note : [...new Set(own.map(({ message }) => message))].join(' ')}
        </p>
      )}
    </div>
  );
}

/** The conditions on others tell their own problems. */
function nestedIn(draft: Draft, path: string): readonly string[] {
  if (draft.type === 'related' && draft.where !== null) return [at(path, 'where')];
  return draft.type === 'top' && draft.of !== null ? [at(path, 'of')] : [];
}

function absentNote(kind: SubjectKind, type: PropertyType | undefined, operator: string, isNegated: boolean): string {
  const words = type === undefined ? '' : absentWords(kind, type, operator);
  if (!isNegated || words === '') return words;
  // “Not” turns also those round who have no value.
  return words.includes('do not meet') ? words.replace('do not meet', 'meet') : words.replace('meet', 'do not meet');
}
