import { useLive } from '../host/use-live';
import { count, instant } from './format';
import { PlainTable, SectionPage } from './parts';

export function DeadLettersSection() {
  const letters = useLive('deadletters', 5_000);
  return (
    <SectionPage
      title="Dead letters"
      about="Events that every retry failed to deliver. The cloud drops them without a word; here they are kept."
    >
      <PlainTable
        label="Dead letters"
        rows={letters.value ?? []}
        rowKey={(letter) => `${letter.eventId}/${letter.at}`}
        empty={letters.error ?? (letters.value === null ? 'Loading…' : 'Every event was delivered so far.')}
        columns={[
          { heading: 'Given up', cell: (letter) => instant(letter.at) },
          { heading: 'Queue', cell: (letter) => <span className="strong">{letter.queue}</span> },
          { heading: 'Site', cell: (letter) => letter.site },
          { heading: 'Attempts', isNumber: true, cell: (letter) => count(letter.attempts) },
          { heading: 'Bytes', isNumber: true, cell: (letter) => count(letter.bytes) },
          { heading: 'Reason', cell: (letter) => letter.reason },
          { heading: 'Event', cell: (letter) => <code>{letter.eventId}</code> },
        ]}
      />
    </SectionPage>
  );
}
