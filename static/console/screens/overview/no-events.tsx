import type { Overview } from '../../../../src/contract/overview';

/** Nothing has been counted yet: what has to happen for the first figure to appear. */
export function NoEvents({ scope }: { scope: Overview['scope'] }) {
  return (
    <section className="card no-events" aria-labelledby="no-events-title">
      <h2 id="no-events-title">No events yet</h2>
      <p className="no-events-lead">For the first figures to appear:</p>
      {scope === 'vendor' ? (
        <ol>
          <li>Install the app on a customer’s site and use one of its features there.</li>
          <li>Let that site’s administrator keep the app’s analytics switched on.</li>
          <li>Send the events on to this site’s intake: as a webhook destination of your analytics service, or directly from the app.</li>
        </ol>
      ) : (
        <ol>
          <li>Use the app: figures count features that were used, not pages that were opened.</li>
          <li>Come back in a few minutes: events arrive in small batches.</li>
        </ol>
      )}
      <p className="faint">Reload this page to see the first figures; the line chart needs two days.</p>
    </section>
  );
}
