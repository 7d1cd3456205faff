import { z } from 'zod';
import { type Answer, type ConsoleCall, consoleCalls, refusalCodes } from '../../../src/contract/console';

export type AskInput<C extends ConsoleCall> = z.input<(typeof consoleCalls)[C]['input']>;
export type AskOutput<C extends ConsoleCall> = z.output<(typeof consoleCalls)[C]['output']>;
/** Asks the resolver. Never throws: whatever goes wrong becomes a refusal in words. */
export type Ask = <C extends ConsoleCall>(call: C, input: AskInput<C>) => Promise<Answer<AskOutput<C>>>;
export type Invoke = (call: string, payload: Record<string, unknown>) => Promise<unknown>;

const Refused = z.object({ ok: z.literal(false), code: z.enum(refusalCodes), message: z.string() });
const Answered = z.object({ ok: z.literal(true), value: z.unknown() });
const Envelope = z.union([Answered, Refused]);

const UNREACHABLE = 'The app did not answer. The connection may be down; try again in a moment.';
const MISFIT = 'The app answered in a form that this page does not know. Reload the page: it may be older than the app.';

export function makeAsk(invoke: Invoke): Ask {
  return async <C extends ConsoleCall>(call: C, input: AskInput<C>): Promise<Answer<AskOutput<C>>> => {
    let raw: unknown;
    try {
      raw = await invoke(call, input);
    } catch {
      return { ok: false, code: 'failed', message: UNREACHABLE };
    }
    const envelope = Envelope.safeParse(raw);
    if (!envelope.success) return { ok: false, code: 'failed', message: MISFIT };
    if (!envelope.data.ok) return envelope.data;
    const value = consoleCalls[call].output.safeParse(envelope.data.value);
    // The table of calls pairs each name with its output, which TypeScript cannot follow through a generic index.
    return value.success ? { ok: true, value: value.data as AskOutput<C> } : { ok: false, code: 'failed', message: MISFIT };
  };
}
