import { useMemo } from 'react';
import type { Condition } from '../../../../../src/segments/condition';
import type { SubjectKind } from '../../../../../src/segments/value';
import { BuildingProvider, useBuilding } from '../../segments/builder/builder-context';
import { editable, emptyGroup, LEAF_TYPES } from '../../segments/builder/draft';
import { GroupEditor } from '../../segments/builder/group-editor';
import { ForWhom } from '../../segments/builder/row-whole';
import { useBuildingOf } from '../../segments/builder/use-building';
import { finishedWhere, withoutSegments } from './finished-definition';

/** Those related are counted by what they are themselves. */
const THEMSELVES = { types: LEAF_TYPES.filter((type) => type !== 'related' && type !== 'top' && type !== 'segment'), absent: null };

type WhereFieldProps = {
  /** What those related are. */
  readonly kind: SubjectKind;
  /** A condition that is being written; null where all of them count. */
  readonly where: Condition | null;
  readonly onChange: (where: Condition | null) => void;
};

/** Which of those related count: all, or those who meet a condition. */
export function WhereField({ kind, where, onChange }: WhereFieldProps) {
  const { known: all, today } = useBuilding();
  const known = useMemo(() => withoutSegments(all), [all]);
  const problems = useMemo(() => (where === null ? [] : finishedWhere(kind, where, known).problems), [kind, where, known]);
  const building = useBuildingOf(known, problems, today, THEMSELVES);
  if (where === null)
    return (
      <button
        type="button"
        className="condition-button computed-where"
        onClick={() => {
          building.focusNext(building.idOf(''));
          onChange(emptyGroup(kind));
        }}
      >
        of whom…
      </button>
    );
  return (
    <div className="condition-whole">
      <ForWhom
        onNothing={() => {
          onChange(null);
        }}
      />
      <BuildingProvider value={building}>
        <GroupEditor kind={kind} group={editable(where)} path="" onChange={onChange} />
      </BuildingProvider>
    </div>
  );
}
