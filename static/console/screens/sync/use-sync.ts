import { useCallback, useEffect } from 'react';
import type { Answer } from '../../../../src/contract/console';
import type { SyncReport } from '../../../../src/contract/sync';
import type { Ask, AskInput } from '../../parts/ask';
import { lastValue } from '../../parts/kept-answers';
import type { Loaded } from '../../parts/use-answer';
import { useTold } from '../../parts/use-told';

/** How often the report is asked for anew while something is being read and somebody looks at it. */
export const READ_EVERY_MS = 10_000;

/** The calls that change something and answer with the new report. */
type Change = 'readNow' | 'pauseReport';
export type MakeChange = <C extends Change>(call: C, input: AskInput<C>) => Promise<Answer<SyncReport>>;

type SyncData = { readonly report: Loaded<SyncReport>; readonly read: () => Promise<void>; readonly change: MakeChange };

const isMoving = ({ reports }: SyncReport): boolean => reports.some(({ state }) => state === 'running' || state === 'stopping');

/** The report as the app last told it, read again now and then while the sync moves and the page is seen. */
export function useSync(ask: Ask): SyncData {
  const readReport = useCallback(() => ask('sync', {}), [ask]);
  const { told: report, read, changed } = useTold<SyncReport>(readReport, () => lastValue(ask, 'sync', {}));
  const change = useCallback<MakeChange>((call, input) => changed(() => ask(call, input)), [ask, changed]);

  const moves = report.kind === 'ready' && isMoving(report.value);
  useEffect(() => {
    if (!moves) return;
    const readIfSeen = () => {
      if (document.visibilityState === 'visible') void read();
    };
    const timer = setInterval(readIfSeen, READ_EVERY_MS);
    document.addEventListener('visibilitychange', readIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', readIfSeen);
    };
  }, [moves, read]);
  return { report, read, change };
}
