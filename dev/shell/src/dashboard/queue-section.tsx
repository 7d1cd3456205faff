import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import { postToHost } from '../host/api';
import { useAct } from '../host/use-act';
import type { SectionProps } from './section-props';
import { count } from './format';
import { PlainTable, SectionPage } from './parts';

export function QueueSection({ status }: SectionProps) {
  return (
    <SectionPage
      title="Queue"
      about="Events between push and consumer. The cloud delivers at least once, late and out of order at times; make it happen here."
    >
      <Faults onDone={status.refresh} />
      <PlainTable
        label="Queues"
        rows={status.value?.queues ?? []}
        rowKey={(queue) => `${queue.appKey}/${queue.site}/${queue.queue}`}
        empty={status.value === null ? 'Loading…' : 'No event is waiting: whatever was pushed has been delivered.'}
        columns={[
          { heading: 'Queue', cell: (queue) => <span className="strong">{queue.queue}</span> },
          { heading: 'Site', cell: (queue) => queue.site },
          { heading: 'App', cell: (queue) => queue.appKey },
          { heading: 'Waiting', isNumber: true, cell: (queue) => count(queue.waiting) },
          { heading: 'Delayed', isNumber: true, cell: (queue) => count(queue.delayed) },
          { heading: 'In flight', isNumber: true, cell: (queue) => count(queue.inFlight) },
          { heading: 'Dead', isNumber: true, cell: (queue) => count(queue.dead) },
        ]}
      />
    </SectionPage>
  );
}

function Faults({ onDone }: { onDone: () => void }) {
  const { busy, act } = useAct();
  const [duplicate, setDuplicate] = useState(false);
  const [failNext, setFailNext] = useState('0');
  return (
    <form
      className="toolbar card"
      aria-label="Faults on demand"
      onSubmit={(event) => {
        event.preventDefault();
        act(async () => {
          await postToHost('queue', { fault: { duplicate, failNext: Math.max(0, Math.floor(Number(failNext)) || 0) } });
          onDone();
        }, 'Faults set');
      }}
    >
      <span className="strong">Faults on demand</span>
      <label className="switch-label">
        <input
          type="checkbox"
          checked={duplicate}
          onChange={(event) => {
            setDuplicate(event.target.checked);
          }}
        />
        Deliver every event twice
      </label>
      <label htmlFor="fail-next">Fail the next</label>
      <div className="short-field">
        <Textfield
          id="fail-next"
          isCompact
          type="number"
          min={0}
          value={failNext}
          onChange={(event) => {
            setFailNext(event.currentTarget.value);
          }}
        />
      </div>
      <span>deliveries</span>
      <Button type="submit" spacing="compact" isDisabled={busy}>
        Set faults
      </Button>
    </form>
  );
}
