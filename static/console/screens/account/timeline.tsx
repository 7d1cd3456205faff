import type { TimelineEntry } from '../../../../src/contract/accounts';
import { useFilteredHref } from '../../parts/carried-filter';
import { day, money } from '../../parts/format';

/** Licence and sales, the newest first; what lies ahead is marked. */
export function Timeline({ accountId, timeline, asOfDay }: { accountId: number; timeline: readonly TimelineEntry[]; asOfDay: string }) {
  return (
    <section className="card" aria-labelledby="timeline">
      <div className="card-head">
        <h2 id="timeline">Licence and sales</h2>
        <a className="back" href={useFilteredHref('revenue', { account: String(accountId) })}>
          How its revenue moved
        </a>
      </div>
      {timeline.length === 0 ? (
        <p className="not-enough">The Marketplace says nothing of this account yet.</p>
      ) : (
        <ol className="timeline" tabIndex={0} aria-label="Licence and sales, the newest first">
          {timeline.map((entry, index) => (
            <li key={index} className={`timeline-${entry.kind}`}>
              <span className="timeline-day">
                {day(entry.day)}
                {entry.day > asOfDay ? <span className="faint"> (ahead)</span> : null}
              </span>
              <span>{entry.words}</span>
              <span className="end">{entry.cents === null ? null : money(entry.cents)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
