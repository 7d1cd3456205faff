import { stageLabel } from '../../../../../src/segments/catalogue';
import { at } from '../../../../../src/segments/problem';
import type { SubjectKind } from '../../../../../src/segments/value';
import type { Window } from '../../../../../src/segments/window';
import { useBuilding } from './builder-context';
import { Choose, NumberField, TextField } from './fields';
import { PERIODS, type WindowType, withWindowType } from './windows';
import { PERIOD_WORDS, WINDOW_WORDS } from './words';

type WindowFieldProps = {
  readonly kind: SubjectKind;
  readonly path: string;
  readonly window: Window;
  /** Those that can be asked for here. */
  readonly types: readonly WindowType[];
  readonly onChange: (window: Window) => void;
};

/** In which days. */
export function WindowField({ kind, path, window, types, onChange }: WindowFieldProps) {
  const { today, known, problems } = useBuilding();
  const { catalogue, segments } = known;
  const isWrong = (name: string): boolean => problems.some((problem) => problem.path === at(path, name));
  const hasStages = catalogue.stages[kind].size > 0;
  const own = [...segments].filter(([, segment]) => segment.kind === kind);
  const offered = [...new Set([...types, window.type])].filter(
    (type) => (type !== 'sinceStage' || hasStages) && (type !== 'sinceSegment' || own.length > 0),
  );
  return (
    <>
      <Choose
        label="When"
        options={offered.map((value) => ({ value, label: WINDOW_WORDS[value] }))}
        value={window.type}
        onChange={(type) => {
          onChange(withWindowType(window, type, today));
        }}
      />
      {'days' in window ? (
        <>
          <NumberField
            label="Number of days"
            value={window.days}
            isWrong={isWrong('days')}
            onChange={(days) => {
              onChange({ ...window, days });
            }}
          />
          <span className="condition-word">days</span>
        </>
      ) : null}
      {'period' in window ? (
        <Choose
          label="Period"
          options={PERIODS.map((value) => ({ value, label: PERIOD_WORDS[value] }))}
          value={window.period}
          onChange={(period) => {
            onChange({ ...window, period });
          }}
        />
      ) : null}
      {window.type === 'between' ? (
        <>
          <TextField
            label="First day"
            type="date"
            value={window.fromDay}
            isWrong={isWrong('fromDay')}
            onChange={(fromDay) => {
              onChange({ ...window, fromDay });
            }}
          />
          <span className="condition-word">through</span>
          <TextField
            label="Last day"
            type="date"
            value={window.throughDay}
            isWrong={isWrong('throughDay')}
            onChange={(throughDay) => {
              onChange({ ...window, throughDay });
            }}
          />
        </>
      ) : null}
      {window.type === 'sinceStage' ? (
        <Choose
          label="Stage"
          options={[
            { value: PRESENT, label: 'the present one' },
            ...[...catalogue.stages[kind]].map(([value, { label }]) => ({ value, label })),
          ]}
          value={window.stage ?? PRESENT}
          name={stageLabel(catalogue, kind, window.stage ?? PRESENT)}
          onChange={(stage) => {
            onChange({ ...window, stage: stage === PRESENT ? null : stage });
          }}
        />
      ) : null}
      {window.type === 'sinceSegment' ? (
        <Choose
          label="Segment"
          options={own.map(([value, { name }]) => ({ value, label: name }))}
          value={window.segment}
          isWrong={isWrong('segment')}
          placeholder="Choose a segment…"
          onChange={(segment) => {
            onChange({ ...window, segment });
          }}
        />
      ) : null}
    </>
  );
}

/** No stage is named by a line break. */
const PRESENT = '\n';
