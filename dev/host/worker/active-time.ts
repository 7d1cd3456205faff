import { performance } from 'node:perf_hooks';

/**
 * Shares the time in which this thread was busy evenly among the invocations that were running at that moment, so that
 * the sum over all invocations is the thread's own busy time, however many run at once.
 */
export function createActiveTime(): { start(id: string): void; stop(id: string): number } {
  const running = new Map<string, number>();
  let last = performance.eventLoopUtilization();
  const share = (): void => {
    const used = performance.eventLoopUtilization(last);
    last = performance.eventLoopUtilization();
    for (const [id, ms] of running) running.set(id, ms + used.active / running.size);
  };
  return {
    start(id) {
      share();
      running.set(id, 0);
    },
    stop(id) {
      share();
      const ms = running.get(id) ?? 0;
      running.delete(id);
      return ms;
    },
  };
}
