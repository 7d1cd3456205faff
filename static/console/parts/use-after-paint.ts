import { useEffect, useState } from 'react';
import { afterPaint } from './after-paint';

/** False until what is on the page without it has been painted: what is long to draw waits for the figures that are read first. */
export function useAfterPaint(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    let isWanted = true;
    void afterPaint().then(() => {
      if (isWanted) setPainted(true);
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return isPainted;
}
