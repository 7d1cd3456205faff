import { useMemo } from 'react';
import type { ScoredKind } from '../../../../src/contract/custom-scores';
import type { Problem } from '../../../../src/segments/problem';
import { BuildingProvider } from '../segments/builder/builder-context';
import type { Known } from '../segments/builder/draft-problems';
import { NumberField } from '../segments/builder/fields';
import { GroupEditor } from '../segments/builder/group-editor';
import { useBuildingOf } from '../segments/builder/use-building';
import { IN_RULES } from '../health/in-rules';
import type { RuleDraft } from './score-draft';

type RuleEditorProps = {
  readonly kind: ScoredKind;
  readonly rule: RuleDraft;
  readonly place: number;
  readonly known: Known;
  readonly today: string;
  /** Problems are shown only then: nobody has forgotten what they are about to write. */
  readonly isTried: boolean;
  readonly problems: readonly Problem[];
  readonly isOnly: boolean;
  readonly onChange: (next: Partial<RuleDraft>) => void;
  readonly onRemove: () => void;
};

/** One rule of a score, with its points. */
export function RuleEditor({ kind, rule, place, known, today, isTried, problems, isOnly, onChange, onRemove }: RuleEditorProps) {
  const shown = useMemo(() => (isTried ? problems : []), [isTried, problems]);
  const building = useBuildingOf(known, shown, today, IN_RULES);
  const name = `Rule ${String(place + 1)}`;
  const wrong = shown.find(({ path }) => path === 'points');
  return (
    <section className="card" aria-label={name}>
      <div className="card-head">
        <h2>{name}</h2>
        <div className="card-actions">
          <NumberField
            label={`Points of rule ${String(place + 1)}`}
            value={rule.points}
            isWrong={wrong !== undefined}
            onChange={(points) => {
              onChange({ points });
            }}
          />
          <span className="condition-word">points where it holds</span>
          <button
            type="button"
            className="condition-button"
            aria-label={`Remove rule ${String(place + 1)}`}
            disabled={isOnly}
            onClick={onRemove}
          >
            ✕
          </button>
        </div>
      </div>
      {wrong === undefined ? null : <p className="condition-problem">{wrong.message}</p>}
      <BuildingProvider value={building}>
        <GroupEditor
          kind={kind}
          group={rule.group}
          path=""
          onChange={(group) => {
            onChange({ group });
          }}
        />
      </BuildingProvider>
    </section>
  );
}
