import SectionMessage from '@atlaskit/section-message';
import { useEffect } from 'react';
import type { SitesAnswer, StatusAnswer } from '../../../api';
import { TopBar } from '../chrome/top-bar';
import { useLive, type Live } from '../host/use-live';
import { Link, useAddress } from '../routing/location';
import { ClockSection } from './clock-section';
import { CostSection } from './cost-section';
import { DeadLettersSection } from './dead-letters-section';
import { LogSection } from './log-section';
import { QueueSection } from './queue-section';
import { SinkSection } from './sink-section';
import { SitesSection } from './sites-section';
import { SqlSection } from './sql-section';
import { StatusLine } from './status-line';
import { TriggersSection } from './triggers-section';

const SECTIONS = [
  { id: 'sites', label: 'Sites', Section: SitesSection },
  { id: 'triggers', label: 'Triggers', Section: TriggersSection },
  { id: 'queue', label: 'Queue', Section: QueueSection },
  { id: 'dead-letters', label: 'Dead letters', Section: DeadLettersSection },
  { id: 'sink', label: 'Sink', Section: SinkSection },
  { id: 'sql', label: 'SQL', Section: SqlSection },
  { id: 'clock', label: 'Clock', Section: ClockSection },
  { id: 'cost', label: 'Cost', Section: CostSection },
  { id: 'log', label: 'Log', Section: LogSection },
] as const;

const STATUS_EVERY_MS = 2_000;

/** The host's own pages; the section is the address's fragment, so that it can be linked and survives a reload. */
export function Dashboard({ sites }: { sites: Live<SitesAnswer> }) {
  const status = useLive('status', STATUS_EVERY_MS);
  const hash = useAddress().hash.slice(1);
  const current = SECTIONS.find((section) => section.id === hash) ?? SECTIONS[0];
  useEffect(() => {
    document.title = `${current.label} · Local host`;
  }, [current.label]);
  return (
    <>
      <TopBar>
        <StatusLine status={status.value} />
      </TopBar>
      <div className="dashboard">
        <nav className="dashboard-nav" aria-label="Host dashboard">
          <ul>
            {SECTIONS.map((section) => (
              <li key={section.id}>
                <Link
                  className="sidebar-link"
                  href={`/__dev/#${section.id}`}
                  {...(section.id === current.id ? { 'aria-current': 'page' as const } : {})}
                >
                  {section.label}
                  <Count section={section.id} status={status.value} />
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <main className="dashboard-main" id="main" tabIndex={-1}>
          {(sites.error ?? status.error) !== null && (
            <SectionMessage appearance="warning" title="The host did not answer">
              <p>{sites.error ?? status.error} The numbers below are the last known ones.</p>
            </SectionMessage>
          )}
          <current.Section sites={sites} status={status} />
        </main>
      </div>
    </>
  );
}

function Count({ section, status }: { section: (typeof SECTIONS)[number]['id']; status: StatusAnswer | null }) {
  if (status === null) return null;
  const dead = status.queues.reduce((sum, queue) => sum + queue.dead, 0);
  const waiting = status.queues.reduce((sum, queue) => sum + queue.waiting + queue.inFlight, 0);
  const count = section === 'dead-letters' ? dead : section === 'queue' ? waiting : 0;
  return count > 0 ? (
    <span className={`uikit-badge ${section === 'dead-letters' ? 'uikit-badge-important' : 'uikit-badge-default'}`}>{count}</span>
  ) : null;
}
