import { useCallback } from 'react';
import { useAsk } from '../../parts/ask-context';
import { Popup } from '../../parts/popup';
import { SavedList } from '../../parts/saved-list';
import type { JourneyQuery } from './journey-query';

type Definition = Pick<JourneyQuery, 'steps' | 'limitDays' | 'limitOf'>;
type SavedFunnelsProps = { readonly funnel: Definition; readonly onOpen: (funnel: Definition) => void };

/** Funnels as somebody put them together, for everybody who opens the console. */
export function SavedFunnels({ funnel, onOpen }: SavedFunnelsProps) {
  const ask = useAsk();
  const readAll = useCallback(() => ask('funnels', {}), [ask]);
  const { steps, limitDays, limitOf } = funnel;
  return (
    <Popup label="Saved funnels">
      <SavedList
        thing="funnel"
        readAll={readAll}
        changes={{
          save: (name) => ask('saveFunnel', { name, steps: [...steps], limitDays, limitOf }),
          rename: (name, to) => ask('renameFunnel', { name, to }),
          remove: (name) => ask('removeFunnel', { name }),
        }}
        isOpen={(saved) => textOf(saved) === textOf(funnel)}
        onOpen={(saved) => {
          onOpen({ steps: saved.steps, limitDays: saved.limitDays, limitOf: saved.limitOf });
        }}
        unsaved={steps.length < 2 ? 'A funnel of two or more events can be saved here.' : null}
      />
    </Popup>
  );
}

/** Two funnels are the same if their texts are. */
const textOf = ({ steps, limitDays, limitOf }: Definition): string => JSON.stringify({ steps, limitDays, limitOf });
