const PAUSE_MS = 200;

/** Does one piece of work after the other whenever the page has nothing else to do. A piece that fails is left to whoever needs it. */
export async function inIdleTime(pieces: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const piece of pieces) {
    await idle();
    await piece().catch(() => undefined);
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') {
      requestIdleCallback(() => {
        resolve();
      });
      // Not every browser tells when it is idle.
    } else setTimeout(resolve, PAUSE_MS);
  });
}
