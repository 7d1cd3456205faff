import { useEffect, useState } from 'react';

const PAUSE_MS = 400;

/** A text once its writing pauses, and what it was until then. */
export function useSettledText(text: string | null): string | null {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return settled;
}
