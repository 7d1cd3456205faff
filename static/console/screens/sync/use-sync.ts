import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from '../../../../src/contract/console';
import type { SyncReport } from '../../../../src/contract/sync';
import type { Ask, AskInput } from '../../parts/ask';
import { lastValue } from '../../parts/kept-answers';
import type { Loaded } from '../../parts/use-answer';

/** How often the report is asked for anew while something is being read and somebody looks at it. */
export const READ_EVERY_MS = 10_000;

/** The calls that change something and answer with the new report. */
type Change = 'readNow' | 'pauseReport';
export type MakeChange = <C extends Change>(call: C, input: AskInput<C>) => Promise<Answer<SyncReport>>;

type SyncData = { readonly report: Loaded<SyncReport>; readonly read: () => Promise<void>; readonly change: MakeChange };

const isMoving = ({ reports }: SyncReport): boolean => reports.some(({ state }) => state === 'running' || state === 'stopping');

/**
 * The report as the app last told it, read again now and then while the sync moves and the page is seen. A reading that was on
 * its way while something was changed is dropped, because it may tell how things were before.
 */
export function useSync(ask: Ask): SyncData {
  const [report, setReport] = useState<Loaded<SyncReport>>(() => {
    const kept = lastValue(ask, 'sync', {});
    return kept === null ? { kind: 'loading' } : { kind: 'ready', value: kept, refreshing: false };
  });
  const changes = useRef(0);

  const read = useCallback(async () => {
    const before = changes.current;
    const answer = await ask('sync', {});
    if (before !== changes.current) return;
    setReport((shown) => {
      if (answer.ok) return { kind: 'ready', value: answer.value, refreshing: false };
      return shown.kind === 'ready' ? shown : { kind: 'refused', refusal: answer };
    });
  }, [ask]);

  const change = useCallback<MakeChange>(
    async (call, input) => {
      changes.current += 1;
      const answer: Answer<SyncReport> = await ask(call, input);
      changes.current += 1;
      if (answer.ok) setReport({ kind: 'ready', value: answer.value, refreshing: false });
      return answer;
    },
    [ask],
  );

  useEffect(() => {
    void read();
  }, [read]);

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
