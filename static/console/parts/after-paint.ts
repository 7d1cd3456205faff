/** Resolves once the page has been painted as it is now: what is heavy waits for that. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    // A page in the background is not painted; it goes on all the same.
    const timer = setTimeout(done, 200);
    requestAnimationFrame(() => {
      setTimeout(done, 0);
    });
  });
}
