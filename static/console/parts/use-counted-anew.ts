import { useEffect } from 'react';
import { useAsk } from './ask-context';
import { useAnswer } from './use-answer';
import { useTimePassed } from './use-time-passed';

/** By then the first screen has asked what it needs. */
const ASK_AFTER_MS = 1_000;
const LOOK_AGAIN_MS = 60_000;
const NOTHING = {};

/** Of how many accounts use is being counted anew, as of the last minute; 0 while nobody need know. */
export function useCountedAnew(): number {
  const isTime = useTimePassed(ASK_AFTER_MS);
  const { loaded, retry } = useAnswer(useAsk(), 'countedAnew', isTime ? NOTHING : null);
  const accounts = loaded.kind === 'ready' ? loaded.value.accounts : 0;
  useEffect(() => {
    if (accounts === 0) return;
    const timer = setInterval(retry, LOOK_AGAIN_MS);
    return () => {
      clearInterval(timer);
    };
  }, [accounts, retry]);
  return accounts;
}
