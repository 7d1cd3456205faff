import { useMemo } from 'react';

const BESIDE = 'beside';
const SEGMENT_ID = /^[1-9]\d{0,14}$/;
/** More lines than these cannot be told apart. */
export const MOST_BESIDE = 3;

/** What stands for the name of a segment that there is none of any more. */
export const goneName = (id: string): string => `A segment that is gone (${id})`;

/** Segments that stand side by side in charts, by their ids: `beside=7&beside=31`. What does not fit is left out. */
export const readBeside = (params: URLSearchParams): readonly string[] =>
  [...new Set(params.getAll(BESIDE))].filter((id) => SEGMENT_ID.test(id)).slice(0, MOST_BESIDE);

/** The inverse of `readBeside`, in place of what the address asked for. */
export function writeBeside(params: URLSearchParams, ids: readonly string[]): URLSearchParams {
  const written = new URLSearchParams(params);
  written.delete(BESIDE);
  for (const id of ids) written.append(BESIDE, id);
  return written;
}

/** What the address asks for; the same object while only other things in it change. */
export function useBeside(params: URLSearchParams): readonly string[] {
  const text = writeBeside(new URLSearchParams(), readBeside(params)).toString();
  return useMemo(() => readBeside(new URLSearchParams(text)), [text]);
}
