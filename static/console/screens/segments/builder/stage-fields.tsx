import { stageLabel } from '../../../../../src/segments/catalogue';
import { at } from '../../../../../src/segments/problem';
import type { SubjectKind } from '../../../../../src/segments/value';
import { useBuilding } from './builder-context';
import type { Draft } from './draft';
import { Choose, NumberField, Several } from './fields';
import { COUNT_WORDS, STAGE_KIND_WORDS } from './words';

type StageDraft = Extract<Draft, { type: 'stage' }>;
type StageFieldsProps = {
  readonly kind: SubjectKind;
  readonly path: string;
  readonly draft: StageDraft;
  readonly onChange: (draft: Draft) => void;
};

const KINDS = ['free', 'paying', 'churn'] as const;
/** Kinds stand among the stages; no stage is named with a line break. */
const KIND_PREFIX = '\n';

/** In which stages, or kinds of them, and for how long. */
export function StageFields({ kind, path, draft, onChange }: StageFieldsProps) {
  const { known, problems } = useBuilding();
  const stages = [...known.catalogue.stages[kind]];
  const options = [
    ...KINDS.filter((each) => stages.some(([, stage]) => stage.kind === each)).map((each) => ({
      value: `${KIND_PREFIX}${each}`,
      label: STAGE_KIND_WORDS[each],
    })),
    ...stages.map(([value, { label }]) => ({ value, label })),
  ];
  const days = draft.days;
  return (
    <>
      <Several
        label="Stages"
        options={options}
        nameOf={(key) => stageLabel(known.catalogue, kind, key)}
        values={[...draft.kinds.map((each) => `${KIND_PREFIX}${each}`), ...draft.stages]}
        isWrong={problems.some((problem) => problem.path === path || problem.path.startsWith(at(path, 'stages')))}
        onChange={(values) => {
          onChange({
            ...draft,
            kinds: KINDS.filter((each) => values.includes(`${KIND_PREFIX}${each}`)),
            stages: values.filter((value) => !value.startsWith(KIND_PREFIX)),
          });
        }}
      />
      <Choose
        label="For how long"
        options={[
          { value: 'any', label: 'for however long' },
          ...(['atLeast', 'atMost', 'exactly'] as const).map((value) => ({ value, label: `for ${COUNT_WORDS[value]}` })),
        ]}
        value={days?.test ?? 'any'}
        onChange={(test) => {
          onChange({ ...draft, days: test === 'any' ? null : { test, n: days?.n ?? 30 } });
        }}
      />
      {days === null ? null : (
        <>
          <NumberField
            label="Number of days"
            value={days.n}
            isWrong={problems.some((problem) => problem.path === at(path, 'days', 'n'))}
            onChange={(n) => {
              onChange({ ...draft, days: { ...days, n } });
            }}
          />
          <span className="condition-word">days</span>
        </>
      )}
    </>
  );
}
