import type { StatusAnswer } from '../../../api';
import { ahead, count, dollars, instant } from './format';

/** The host in one line: its clock, how much ran, what it would have cost. */
export function StatusLine({ status }: { status: StatusAnswer | null }) {
  if (status === null) return <span className="status-line">Waiting for the host…</span>;
  const { total, failed, timedOut } = status.invocations;
  return (
    <span className="status-line">
      <span title={ahead(status.clockOffsetMs)}>{instant(status.now)}</span>
      <span>
        {count(total)} invocations{failed + timedOut > 0 ? `, ${count(failed + timedOut)} failed` : ''}
      </span>
      <span>{dollars(status.cost.dollars)}</span>
    </span>
  );
}
