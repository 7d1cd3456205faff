import { dayNumberOf } from '../../platform/days';
import { dueSubjects } from '../../store/segment-members';
import type { SegmentTurn } from '../../store/segment-members';
import { answerTouched, touchedPairs } from '../../store/segment-touched';
import { placeAccounts } from '../stage-rules/place-accounts';
import { kindOf } from './load-facts';
import { followChanges } from '../follow-changes';
import { readPlan } from './plan-in-store';
import { updateSegments } from './update-segments';
import type { SegmentPorts } from './update-segments';

const SUBJECTS_AT_ONCE = 150;

/** What came of looking again: `isDone` when nobody is left. */
export type WorkedOff = { readonly isDone: boolean; readonly turns: readonly SegmentTurn[] };

/** Looks again at subjects that were noted, as many as fit before `deadline` (ms). While members are looked for everywhere it waits. */
export async function workOffTouched(ports: SegmentPorts, deadline: number): Promise<WorkedOff> {
  const turns: SegmentTurn[] = [];
  for (;;) {
    if (ports.clock() >= deadline) return { isDone: false, turns };
    const touched = await touchedPairs(ports.sql, SUBJECTS_AT_ONCE);
    if (touched.length === 0) return { isDone: true, turns };
    const plan = await readPlan(ports.sql);
    if (plan.ready.includes(false)) return { isDone: false, turns };
    const today = dayNumberOf(ports.clock());
    turns.push(...(await followChanges(ports, touched, today, plan)));
    const accounts = touched.filter((pair) => kindOf(pair) === 'account').map(({ accountId }) => accountId);
    await placeAccounts(ports, plan, accounts, today);
    await answerTouched(ports.sql, touched);
  }
}

/** Looks again at those for whom a window has moved. */
export async function sweepDue(ports: SegmentPorts, deadline: number): Promise<WorkedOff> {
  const turns: SegmentTurn[] = [];
  const plan = await readPlan(ports.sql);
  for (;;) {
    if (ports.clock() >= deadline) return { isDone: false, turns };
    const today = dayNumberOf(ports.clock());
    const due = await dueSubjects(ports.sql, today, SUBJECTS_AT_ONCE);
    if (due.length === 0) return { isDone: true, turns };
    turns.push(...(await updateSegments(ports, due, today, plan)));
  }
}
