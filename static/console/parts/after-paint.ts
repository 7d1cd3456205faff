/** Resolves once the page has been painted as it is now, for somebody to see: what is heavy waits for that. */
export async function afterPaint(): Promise<void> {
  do await nextPaint();
  while (isHidden());
}

function nextPaint(): Promise<void> {
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

/** Laid out, but not shown before it has its theme. */
const isHidden = (): boolean => document.getElementById('root')?.style.visibility === 'hidden';
