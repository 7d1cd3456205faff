import type { SentExample } from '../../../../src/contract/privacy';

/** Calls as they were sent; each opens to its JSON. */
export function CallList({ calls }: { calls: readonly SentExample[] }) {
  return (
    <ul className="calls">
      {calls.map((call, index) => (
        // Two calls may be of the same moment, and calls never change places.
        <li key={`${call.at} ${call.event} ${String(calls.length - index)}`}>
          <details className="call">
            <summary>
              <time dateTime={call.at}>{call.at.slice(11, 19)}</time> {call.event}
            </summary>
            <pre tabIndex={0} aria-label={`${call.event} as it was sent`} role="region">
              {call.json}
            </pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
