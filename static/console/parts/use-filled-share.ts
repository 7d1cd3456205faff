import { useAsk } from './ask-context';
import { useAnswer } from './use-answer';
import { useTimePassed } from './use-time-passed';

/** By then the first screen has what it needs. */
const ASK_AFTER_MS = 5_000;
const NOTHING = {};

/** Which share of the database is filled; null while somebody need not know. */
export function useFilledShare(): number | null {
  const isTime = useTimePassed(ASK_AFTER_MS);
  const { loaded } = useAnswer(useAsk(), 'space', isTime ? NOTHING : null);
  if (loaded.kind !== 'ready' || loaded.value.parts === null) return null;
  const { limitBytes, warnFrom, parts } = loaded.value;
  const share = parts.reduce((sum, { bytes }) => sum + bytes, 0) / limitBytes;
  return share < warnFrom ? null : share;
}
