import { at } from '../../../../../src/segments/problem';
import type { SubjectKind } from '../../../../../src/segments/value';
import { useBuilding } from './builder-context';
import { CountField } from './count-field';
import { type Draft, EMPTY_TEST } from './draft';
import { Choose } from './fields';
import { TestFields } from './test-fields';
import { useEventOptions, useEventProperties } from './use-options';
import { WindowField } from './window-field';
import { asEventWindow, EVENT_WINDOWS } from './windows';
import { MEASURE_WORDS } from './words';

type Done = Extract<Draft, { type: 'event' | 'screen' | 'firstTime' }>;
type Props<D> = { readonly kind: SubjectKind; readonly path: string; readonly draft: D; readonly onChange: (draft: Draft) => void };

/** What was done, how often and when. */
export function EventFields({ kind, path, draft, onChange }: Props<Done>) {
  const { problems } = useBuilding();
  return (
    <>
      <WhatField path={path} draft={draft} onChange={onChange} />
      {draft.type === 'firstTime' ? null : (
        <>
          <CountField
            count={draft.count}
            of={draft.measure}
            none="never"
            isWrong={problems.some((problem) => problem.path === at(path, 'count', 'n'))}
            onChange={(count) => {
              onChange({ ...draft, count });
            }}
          />
          {draft.count.test === 'none' ? null : (
            <Choose
              label="Counted in"
              options={(['times', 'days'] as const).map((value) => ({ value, label: MEASURE_WORDS[value] }))}
              value={draft.measure}
              onChange={(measure) => {
                onChange({ ...draft, measure });
              }}
            />
          )}
        </>
      )}
      <WindowField
        kind={kind}
        path={at(path, 'within')}
        window={draft.within}
        types={EVENT_WINDOWS}
        onChange={(window) => {
          onChange({ ...draft, within: asEventWindow(window) });
        }}
      />
      {draft.type === 'event' ? <WhereFields kind={kind} path={path} draft={draft} onChange={onChange} /> : null}
    </>
  );
}

function WhatField({ path, draft, onChange }: Omit<Props<Done>, 'kind'>) {
  const { problems } = useBuilding();
  const isScreen = draft.type === 'screen';
  const options = useEventOptions(isScreen);
  const isWrong = problems.some((problem) => problem.path === at(path, isScreen ? 'screen' : 'event'));
  if (isScreen)
    return (
      <Choose
        label="Screen"
        options={options}
        value={draft.screen}
        isWrong={isWrong}
        placeholder="Choose a screen…"
        onChange={(screen) => {
          onChange({ ...draft, screen });
        }}
      />
    );
  const offered = draft.type === 'event' ? [{ value: ANYTHING, label: 'anything that counts as activity' }, ...options] : options;
  return (
    <Choose
      label="Event"
      options={offered}
      value={draft.event ?? ANYTHING}
      isWrong={isWrong}
      placeholder="Choose an event…"
      onChange={(event) => {
        if (draft.type === 'firstTime') onChange({ ...draft, event });
        // Another event has other properties.
        else onChange({ ...draft, event: event === ANYTHING ? null : event, where: [] });
      }}
    />
  );
}

/** No event is called by a line break. */
const ANYTHING = '\n';

function WhereFields({ kind, path, draft, onChange }: Props<Extract<Draft, { type: 'event' }>>) {
  const properties = useEventProperties(draft.event);
  if (properties.length === 0 && draft.where.length === 0) return null;
  const give = (where: typeof draft.where): void => {
    onChange({ ...draft, where });
  };
  return (
    <>
      {draft.where.map((test, index) => (
        <div key={index} className="condition-line">
          <span className="condition-word">{index === 0 ? 'whose' : 'and whose'}</span>
          <TestFields
            kind={kind}
            path={at(path, 'where', index)}
            test={test}
            properties={properties}
            isOfEvent
            onChange={(next) => {
              give(draft.where.map((each, place) => (place === index ? next : each)));
            }}
          />
          <button
            type="button"
            className="condition-button"
            aria-label={`Remove the test of ${test.property === '' ? 'a property' : test.property}`}
            onClick={() => {
              give(draft.where.filter((_, place) => place !== index));
            }}
          >
            ✕
          </button>
        </div>
      ))}
      {properties.length === 0 ? null : (
        <button
          type="button"
          className="condition-button"
          onClick={() => {
            give([...draft.where, EMPTY_TEST]);
          }}
        >
          whose…
        </button>
      )}
    </>
  );
}
