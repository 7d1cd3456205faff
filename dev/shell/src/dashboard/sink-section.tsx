import Lozenge from '@atlaskit/lozenge';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import type { SinkEvent } from '../../../api';
import { useLive } from '../host/use-live';
import { instant } from './format';
import { SectionPage } from './parts';

const words = (event: SinkEvent) =>
  [event.type, event.event, event.userId, event.anonymousId, event.groupId, event.source].join(' ').toLowerCase();

/** What arrived at the far end: proof that an event left the app, and the exact bytes it left with. */
export function SinkSection() {
  const sink = useLive('sink', 2_000);
  const [search, setSearch] = useState('');
  const events = (sink.value ?? []).filter((event) => words(event).includes(search.toLowerCase()));
  return (
    <SectionPage
      title="Sink"
      about="The latest events at the local analytics service, newest first, at most 200. Open one to see it whole."
    >
      <div className="toolbar">
        <label htmlFor="sink-search">Search events</label>
        <div className="search">
          <Textfield
            id="sink-search"
            isCompact
            placeholder="Event, user or account"
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
            }}
          />
        </div>
        <span className="quiet" role="status">
          {events.length} shown
        </span>
      </div>
      {events.length === 0 && (
        <p className="quiet nothing">
          {sink.error ?? (sink.value === null ? 'Loading…' : 'Nothing has arrived yet. Use an app on a site, then look again.')}
        </p>
      )}
      <ul className="sink">
        {events.map((event) => (
          <li key={`${event.messageId}/${event.at}`}>
            <details>
              <summary>
                <span className="sink-at">{instant(event.at)}</span>
                <Lozenge appearance={event.type === 'track' ? 'inprogress' : 'default'}>{event.type}</Lozenge>
                <span className="strong">{event.event ?? ''}</span>
                <span className="quiet sink-who">
                  {[...new Set([event.userId ?? event.anonymousId, event.groupId])].filter((id) => id !== null).join(' · ')}
                </span>
              </summary>
              <pre className="json" tabIndex={0} aria-label={`${event.event ?? event.type} as JSON`}>
                {JSON.stringify(event.raw, null, 2)}
              </pre>
            </details>
          </li>
        ))}
      </ul>
    </SectionPage>
  );
}
