import {
  checklistContract,
  ChecklistRefusal,
  type ChecklistAnswer,
  type ChecklistCall,
  type ChecklistInput,
  type ChecklistOutput,
} from '../contract/checklist';

export type Invoke = (functionKey: string, payload: Record<string, unknown>) => Promise<unknown>;
/** One question to the resolver. Rejects when the call itself fails or the answer is none of ours. */
export type Ask = <C extends ChecklistCall>(call: C, input: ChecklistInput<C>) => Promise<ChecklistAnswer<ChecklistOutput<C>>>;

export function askThrough(invoke: Invoke): Ask {
  return async (call, input) => {
    const answer = await invoke(call, input ?? {});
    if (typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true && 'value' in answer) {
      return { ok: true, value: checklistContract[call].output.parse(answer.value) as ChecklistOutput<typeof call> };
    }
    return ChecklistRefusal.parse(answer);
  };
}
