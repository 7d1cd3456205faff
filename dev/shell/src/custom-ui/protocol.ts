/**
 * The messages between a page and the frame of a Custom UI, which lives on another origin. The frame calls, the page
 * answers each call once by its id, and tells events unasked.
 */
export type Call = { tidemark: 'call'; id: string | number; cmd: string; payload: unknown };
export type Answer =
  | { tidemark: 'answer'; id: string | number; ok: true; value: unknown }
  | { tidemark: 'answer'; id: string | number; ok: false; error: { name: string; message: string } };
export type Told = { tidemark: 'event'; name: string; payload: unknown };

/** Null for whatever else arrives at a window: browser extensions and developer tools post there too. */
export function readCall(message: unknown): Call | null {
  if (typeof message !== 'object' || message === null) return null;
  const { tidemark, id, cmd, payload } = message as Partial<Record<keyof Call, unknown>>;
  if (tidemark !== 'call' || typeof cmd !== 'string') return null;
  if (typeof id !== 'string' && typeof id !== 'number') return null;
  return { tidemark, id, cmd, payload };
}

/** Never rejects: a failed call is an answer that says so. */
export async function settle(call: Call, answer: (cmd: string, payload: unknown) => Promise<unknown>): Promise<Answer> {
  try {
    return { tidemark: 'answer', id: call.id, ok: true, value: await answer(call.cmd, call.payload) };
  } catch (cause) {
    const error = cause instanceof Error ? { name: cause.name, message: cause.message } : { name: 'Error', message: String(cause) };
    return { tidemark: 'answer', id: call.id, ok: false, error };
  }
}
