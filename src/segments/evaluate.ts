import { type Engine, type Expression, NO, type Outcome, outcomesOf, UNKNOWN, UNKNOWN_MEMBER, YES } from './engine';
import { measure } from './meter';
import type { Facts } from './facts';
import type { SubjectKind } from './value';

/** What a condition says of one subject. */
export function outcomeOf(engine: Engine, expression: Expression, kind: SubjectKind, subject: number): Outcome {
  switch (expression.op) {
    case 'all': {
      let result: Outcome = YES;
      for (const child of expression.of) {
        const outcome = outcomeOf(engine, child, kind, subject);
        if (outcome === NO) return NO;
        if (outcome === UNKNOWN) result = UNKNOWN;
      }
      return result;
    }
    case 'any': {
      let result: Outcome = NO;
      for (const child of expression.of) {
        const outcome = outcomeOf(engine, child, kind, subject);
        if (outcome === YES) return YES;
        if (outcome === UNKNOWN) result = UNKNOWN;
      }
      return result;
    }
    case 'not':
      return (YES - outcomeOf(engine, expression.of, kind, subject)) as Outcome;
    case 'range': {
      const value = expression.column.values[subject] ?? NaN;
      if (Number.isNaN(value)) return expression.absent;
      if (value === Infinity) return UNKNOWN;
      return (value >= expression.low && value <= expression.high) !== expression.outside ? YES : NO;
    }
    case 'value': {
      const code = expression.column.codes[subject] ?? 0;
      const outcomes = code < expression.outcomes.length ? expression.outcomes : outcomesOf(expression);
      return (outcomes[code] ?? NO) as Outcome;
    }
    case 'event':
      measure(engine.facts, expression.meter, subject);
      return countOutcome(expression.meter.values[expression.slot] ?? NaN, inDoubt(expression), expression.least, expression.most);
    case 'member':
      return memberOutcome(engine.members[expression.unit]?.[subject] ?? 0);
    case 'related': {
      const { yes, unknown } = countRelated(engine, expression, kind, subject);
      return countOutcome(yes, unknown, expression.least, expression.most);
    }
  }
}

/** Beyond what was surely done by the subject that the meter counted last: what may have been the same. */
export function inDoubt({ meter, slot, doubt }: Expression & { op: 'event' }): number {
  return doubt === null ? 0 : (meter.values[doubt] ?? NaN) - (meter.values[slot] ?? NaN);
}

/** Of a number that is from `count` to `count + unknown`; NaN is not known at all. */
export function countOutcome(count: number, unknown: number, least: number, most: number): Outcome {
  if (count >= least && count + unknown <= most) return YES;
  return count + unknown < least || count > most ? NO : UNKNOWN;
}

export const memberOutcome = (member: number): Outcome => (member === 0 ? NO : member === UNKNOWN_MEMBER ? UNKNOWN : YES);

/** How many relatives are members, and of how many it cannot be said. */
export function countRelated(engine: Engine, expression: Expression & { op: 'related' }, kind: SubjectKind, subject: number) {
  const { facts } = engine;
  const members = expression.unit === null ? null : engine.members[expression.unit];
  let [yes, unknown] = [0, 0];
  forEachRelated(facts, kind, expression.relation, subject, (relative) => {
    const member = members === null ? 1 : (members?.[relative] ?? 0);
    if (member === UNKNOWN_MEMBER) unknown += 1;
    else if (member > 0) yes += 1;
  });
  return { yes, unknown };
}

/** Those that are alive, by way of memberships that are. */
export function forEachRelated(facts: Facts, kind: SubjectKind, relation: string, subject: number, tell: (relative: number) => void): void {
  const { memberAccount, memberUser, membership, account, user } = facts;
  if (kind === 'membership') {
    const relative = relation === 'account' ? memberAccount[subject] : memberUser[subject];
    const alive = relation === 'account' ? account.alive : user.alive;
    if (relative !== undefined && relative >= 0 && alive[relative] === 1 && membership.alive[subject] === 1) tell(relative);
    return;
  }
  const ofAccount = kind === 'account';
  const next = ofAccount ? facts.nextOfAccount : facts.nextOfUser;
  for (let each = (ofAccount ? facts.accountHead : facts.userHead)[subject] ?? -1; each >= 0; each = next[each] ?? -1) {
    if (membership.alive[each] === 0) continue;
    if (relation === 'memberships') {
      tell(each);
      continue;
    }
    const relative = (ofAccount ? memberUser : memberAccount)[each] ?? -1;
    if (relative >= 0 && (ofAccount ? user : account).alive[relative] === 1) tell(relative);
  }
}
