import { useEffect, useMemo, useState } from 'react';
import { useAsk } from './ask-context';
import { useAnswer } from './use-answer';

/** By then the first screen has what it needs. */
const ASK_AFTER_MS = 5_000;

/** Which share of the database is filled; null while somebody need not know. */
export function useFilledShare(): number | null {
  const [isTime, setIsTime] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setIsTime(true);
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  const { loaded } = useAnswer(
    useAsk(),
    'space',
    useMemo(() => (isTime ? {} : null), [isTime]),
  );
  if (loaded.kind !== 'ready' || loaded.value.parts === null) return null;
  const { limitBytes, warnFrom, parts } = loaded.value;
  const share = parts.reduce((sum, { bytes }) => sum + bytes, 0) / limitBytes;
  return share < warnFrom ? null : share;
}
