import { at } from '../../../../../src/segments/problem';
import type { SubjectKind } from '../../../../../src/segments/value';
import { useBuilding } from './builder-context';
import { type Draft, emptyGroup } from './draft';
import { Choose, NumberField } from './fields';
import { useEventOptions, usePropertyOptions } from './use-options';
import { WindowField } from './window-field';
import { asEventWindow, EVENT_WINDOWS } from './windows';
import { KIND_WORDS, MEASURE_WORDS } from './words';

type TopDraft = Extract<Draft, { type: 'top' }>;
type TopFieldsProps = {
  readonly kind: SubjectKind;
  readonly path: string;
  readonly draft: TopDraft;
  readonly onChange: (draft: Draft) => void;
};

/** Of whom the first so many are meant, and by what they are put in order. */
export function TopFields({ kind, path, draft, onChange }: TopFieldsProps) {
  const { problems } = useBuilding();
  const isWrong = (...steps: string[]): boolean => problems.some((problem) => problem.path === at(path, ...steps));
  const { keep } = draft;
  return (
    <>
      <NumberField
        label="How many"
        value={'count' in keep ? keep.count : keep.percent}
        isWrong={isWrong('keep', 'count') || isWrong('keep', 'percent') || isWrong('keep')}
        onChange={(value) => {
          onChange({ ...draft, keep: 'count' in keep ? { count: value } : { percent: value } });
        }}
      />
      <Choose
        label="Of them or of a hundred"
        options={[
          { value: 'count', label: KIND_WORDS[kind].many },
          { value: 'percent', label: `% of the ${KIND_WORDS[kind].many}` },
        ]}
        value={'count' in keep ? 'count' : 'percent'}
        onChange={(unit) => {
          const value = 'count' in keep ? keep.count : keep.percent;
          onChange({ ...draft, keep: unit === 'count' ? { count: value } : { percent: value } });
        }}
      />
      <span className="condition-word">with the</span>
      <Choose
        label="Order"
        options={[
          { value: 'highest', label: 'highest' },
          { value: 'lowest', label: 'lowest' },
        ]}
        value={draft.order}
        onChange={(order) => {
          onChange({ ...draft, order });
        }}
      />
      <RankFields kind={kind} path={at(path, 'by')} draft={draft} onChange={onChange} />
      {draft.of !== null ? null : (
        <button
          type="button"
          className="condition-button"
          onClick={() => {
            onChange({ ...draft, of: emptyGroup(kind) });
          }}
        >
          only among…
        </button>
      )}
    </>
  );
}

function RankFields({ kind, path, draft, onChange }: TopFieldsProps) {
  const { problems } = useBuilding();
  const events = useEventOptions(false);
  const { by } = draft;
  const properties = usePropertyOptions(kind, by.type === 'property' ? by.property : null).filter(
    ({ type }) => type === 'number' || type === 'money' || type === 'day',
  );
  const isWrong = problems.some((problem) => problem.path === at(path, 'property') || problem.path === at(path, 'event'));
  const give = (next: TopDraft['by']): void => {
    onChange({ ...draft, by: next });
  };
  return (
    <>
      <Choose
        label="By"
        options={[
          ...properties.map(({ value, label }) => ({ value: `p${value}`, label, section: 'Properties' })),
          { value: 'e', label: 'use of anything that counts as activity', section: 'How often' },
          ...events.map(({ value, label }) => ({ value: `e${value}`, label: `use of “${label}”`, section: 'How often' })),
        ]}
        value={by.type === 'property' ? (by.property === '' ? '' : `p${by.property}`) : `e${by.event ?? ''}`}
        name={by.type === 'property' ? by.property : (by.event ?? '')}
        isWrong={isWrong}
        placeholder="Choose what by…"
        onChange={(chosen) => {
          const name = chosen.slice(1);
          if (chosen.startsWith('p')) give({ type: 'property', property: name });
          else if (by.type === 'event') give({ ...by, event: name === '' ? null : name });
          else give({ type: 'event', event: name === '' ? null : name, measure: 'times', within: { type: 'lastDays', days: 30 } });
        }}
      />
      {by.type === 'property' ? null : (
        <>
          <span className="condition-word">in</span>
          <Choose
            label="Counted in"
            options={(['times', 'days'] as const).map((value) => ({ value, label: MEASURE_WORDS[value] }))}
            value={by.measure}
            onChange={(measure) => {
              give({ ...by, measure });
            }}
          />
          <WindowField
            kind={kind}
            path={at(path, 'within')}
            window={by.within}
            types={EVENT_WINDOWS}
            onChange={(window) => {
              give({ ...by, within: asEventWindow(window) });
            }}
          />
        </>
      )}
    </>
  );
}
