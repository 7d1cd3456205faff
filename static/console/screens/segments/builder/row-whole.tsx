import { relatedKind } from '../../../../../src/segments/condition';
import { at } from '../../../../../src/segments/problem';
import type { SubjectKind } from '../../../../../src/segments/value';
import { useBuilding } from './builder-context';
import { type Draft, editable } from './draft';
import { KIND_WORDS } from './words';

type RowWholeProps = {
  readonly kind: SubjectKind;
  readonly path: string;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
};

/** What a row asks of others: a condition of its own, below the row. */
export function RowWhole({ kind, path, draft, onChange }: RowWholeProps) {
  const { Whole } = useBuilding();
  if (draft.type === 'top' && draft.of !== null)
    return (
      <div className="condition-whole">
        <p className="condition-word">
          only among {KIND_WORDS[kind].many} for which{' '}
          <button
            type="button"
            className="condition-button"
            onClick={() => {
              onChange({ ...draft, of: null });
            }}
          >
            Among all instead
          </button>
        </p>
        <Whole
          kind={kind}
          group={editable(draft.of)}
          path={at(path, 'of')}
          onChange={(of) => {
            onChange({ ...draft, of });
          }}
        />
      </div>
    );
  const related = draft.type === 'related' ? relatedKind(kind, draft.relation) : undefined;
  if (draft.type !== 'related' || draft.where === null || related === undefined) return null;
  return (
    <div className="condition-whole">
      <ForWhom
        onNothing={() => {
          onChange({ ...draft, where: null });
        }}
      />
      <Whole
        kind={related}
        group={editable(draft.where)}
        path={at(path, 'where')}
        onChange={(where) => {
          onChange({ ...draft, where });
        }}
      />
    </div>
  );
}

/** Stands before what is asked of those related. */
export function ForWhom({ onNothing }: { onNothing: () => void }) {
  return (
    <p className="condition-word">
      for whom{' '}
      <button type="button" className="condition-button" onClick={onNothing}>
        Ask nothing of them instead
      </button>
    </p>
  );
}
