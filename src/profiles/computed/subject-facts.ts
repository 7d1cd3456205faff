import { STAGE_SINCE_COLUMN, stageEnteredColumn } from '../../segments/catalogue';
import type { SubjectKind } from '../../segments/value';
import type { EventWindow } from '../../segments/window';
import { dayNumber } from '../../platform/days';
import type { World } from '../segments/load-facts';
import type { StoredPlan } from '../segments/plan-in-store';
import { factValue, membershipsIn, usesIn } from './fact-values';
import type { Use, UseFacts } from './measure-events';

/** What a subject did, and since when its windows go. */
export function subjectFacts(
  { catalogue }: StoredPlan,
  { engine, pairs }: World,
  kind: SubjectKind,
  subject: number,
  today: number,
): UseFacts {
  const { facts } = engine;
  const isActivity = (event: string): boolean => catalogue.events.get(event)?.activity ?? false;
  const usesOf = (of: SubjectKind, index: number): Use[] =>
    membershipsIn(facts, of, index).flatMap((membership) => {
      const pair = pairs.membership[membership];
      return usesIn(facts, membership, (kind === 'user' ? pair?.accountId : pair?.userId) ?? 0, isActivity);
    });
  const account = facts.memberAccount[subject];
  return {
    uses: usesOf(kind, subject),
    usesOfAccount: kind === 'membership' && account !== undefined ? usesOf('account', account) : [],
    today,
    sinceDay: (window) => stageDay(engine, kind, subject, window),
  };
}

/** When the stage began since which something is counted; null where it never did. */
function stageDay({ facts }: World['engine'], kind: SubjectKind, subject: number, window: EventWindow): number | null {
  if (window.type !== 'sinceStage') return null;
  const column = window.stage === null ? STAGE_SINCE_COLUMN : stageEnteredColumn(window.stage);
  const day = factValue(facts, kind, subject, column, 'day');
  return typeof day === 'string' ? dayNumber(day) : null;
}
