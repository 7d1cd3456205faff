import SectionMessage from '@atlaskit/section-message';
import { type MouseEvent, useMemo, useState } from 'react';
import { chartSettings, gadgetSettings } from '../../src/contract/embed';
import type { Ask } from '../console/parts/ask';
import { AskProvider } from '../console/parts/ask-context';
import { FaultBoundary } from '../console/parts/fault-boundary';
import { Chart } from './chart';
import { ChartForm } from './chart-form';
import { Gadget } from './gadget';
import { GadgetForm } from './gadget-form';
import type { Place } from './place';

const TITLES: Readonly<Record<Place['kind'], string>> = {
  gadget: 'Tidemark numbers',
  'gadget-form': 'Settings of Tidemark numbers',
  chart: 'Tidemark chart',
  'chart-form': 'Settings of a Tidemark chart',
};

type EmbedProps = {
  readonly ask: Ask;
  readonly place: Place;
  readonly onSave: (settings: Record<string, unknown>) => Promise<void>;
  readonly onCancel: () => void;
  readonly onOpenConsole: () => void;
};

/** What stands in a dashboard or page. Whoever may not open the console reads why there are no figures for them. */
export function Embed({ ask, place, onSave, onCancel, onOpenConsole }: EmbedProps) {
  const [isRefused, setRefused] = useState(false);
  const listened = useMemo<Ask>(
    () => async (call, input) => {
      const answer = await ask(call, input);
      if (!answer.ok && answer.code === 'not-allowed') setRefused(true);
      return answer;
    },
    [ask],
  );
  // The charts link to each other as they do in the console, which is another page.
  const follow = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link === null) return;
    event.preventDefault();
    onOpenConsole();
  };
  return (
    <FaultBoundary>
      <AskProvider value={listened}>
        <main className="embed" onClickCapture={follow}>
          <h1 className="unseen">{TITLES[place.kind]}</h1>
          {isRefused ? <NotForAll /> : <Content place={place} onSave={onSave} onCancel={onCancel} />}
        </main>
      </AskProvider>
    </FaultBoundary>
  );
}

function Content({ place, onSave, onCancel }: Pick<EmbedProps, 'place' | 'onSave' | 'onCancel'>) {
  switch (place.kind) {
    case 'gadget':
      return <Gadget choice={place.choice} />;
    case 'gadget-form':
      return <GadgetForm choice={place.choice} onSave={(choice) => onSave(gadgetSettings(choice))} onCancel={onCancel} />;
    case 'chart':
      return <Chart choice={place.choice} />;
    case 'chart-form':
      return <ChartForm choice={place.choice} onSave={(choice) => onSave({ config: chartSettings(choice) })} onCancel={onCancel} />;
  }
}

function NotForAll() {
  return (
    <div role="status">
      <SectionMessage title="These figures are not shown to everyone">
        <p>
          They are for people who may open the Tidemark console: Jira admins, and the group that the admins picked. If you need them, ask a
          Jira admin to add you to that group.
        </p>
      </SectionMessage>
    </div>
  );
}
