import { type Asking, columnKey, type Dependents, unitsOfVariant } from './dependents';
import { type Engine, makeRoom, NO, type Outcome, UNKNOWN, UNKNOWN_MEMBER, YES } from './engine';
import { outcomeOf } from './evaluate';
import type { Turn } from './evaluate-all';
import { rankAgain } from './rank';
import type { SubjectKind } from './value';

/** What has changed in the facts. A membership that came or ended, a subject that came or is gone, one for whom a window has moved. */
export type Touch =
  | { readonly type: 'property'; readonly kind: SubjectKind; readonly subject: number; readonly column: string }
  | { readonly type: 'event'; readonly membership: number; readonly variant: number }
  | { readonly type: 'membership'; readonly membership: number }
  | { readonly type: 'subject'; readonly kind: SubjectKind; readonly subject: number }
  | { readonly type: 'due'; readonly kind: SubjectKind; readonly subject: number };

const FEW = 8;

/**
 * Members as `evaluateAll` would have them, by asking again only who is touched: in the order of units, from a change of members on to
 * whoever asks about those. Facts have been changed before.
 */
export function updateMembers(engine: Engine, dependents: Dependents, touches: readonly Touch[], tell: Turn): void {
  makeRoom(engine);
  for (const meter of engine.meters) meter.subject = -1;
  const pending: (number[] | undefined)[] = [];
  const ask = (unit: number, subject: number): void => {
    const list = pending[unit];
    if (list === undefined) pending[unit] = [subject];
    else if (list[list.length - 1] !== subject) list.push(subject);
  };
  for (const touch of touches) askTouched(engine, dependents, touch, ask);

  for (let index = 0; index < engine.units.length; index += 1) {
    const subjects = pending[index];
    const unit = engine.units[index];
    if (subjects === undefined || unit === undefined) continue;
    const settle = (subject: number, outcome: Outcome): void => {
      if (!setMember(engine, index, subject, outcome, tell)) return;
      for (const meter of dependents.metersSince.get(index) ?? []) if (meter.subject === subject) meter.subject = -1;
      for (const dependent of dependents.sameSubject[index] ?? []) ask(dependent, subject);
      for (const asking of dependents.askingUnit[index] ?? []) askRelatives(engine, asking, subject, ask);
    };
    if (unit.type === 'top') {
      rankAgain(engine, unit, subjects, settle);
      continue;
    }
    const { alive } = engine.facts[unit.kind];
    const different = subjects.length > FEW ? new Set(subjects) : subjects;
    for (const subject of different) {
      settle(subject, alive[subject] === 0 ? NO : outcomeOf(engine, unit.expression, unit.kind, subject));
    }
  }
}

/** True where the member is another one than before. */
function setMember(engine: Engine, unit: number, subject: number, outcome: Outcome, tell: Turn): boolean {
  const members = engine.members[unit];
  if (members === undefined) return false;
  const before = members[subject] ?? 0;
  const was = before !== 0 && before !== UNKNOWN_MEMBER;
  const after = outcome === YES ? (was ? before : engine.today) : outcome === UNKNOWN ? UNKNOWN_MEMBER : 0;
  if (after === before) return false;
  members[subject] = after;
  if ((outcome === YES) !== was) tell(unit, subject, !was);
  return true;
}

function askTouched(engine: Engine, dependents: Dependents, touch: Touch, ask: (unit: number, subject: number) => void): void {
  const { facts } = engine;
  switch (touch.type) {
    case 'property':
      for (const unit of dependents.byColumn.get(columnKey(touch.kind, touch.column)) ?? []) ask(unit, touch.subject);
      break;
    case 'event': {
      const { membership, variant } = touch;
      const [account, user] = [facts.memberAccount[membership] ?? 0, facts.memberUser[membership] ?? -1];
      for (const unit of unitsOfVariant(engine, dependents, 'account', variant)) ask(unit, account);
      for (const unit of unitsOfVariant(engine, dependents, 'membership', variant)) ask(unit, membership);
      if (user >= 0) for (const unit of unitsOfVariant(engine, dependents, 'user', variant)) ask(unit, user);
      break;
    }
    case 'membership': {
      for (const unit of dependents.ofKind.membership) ask(unit, touch.membership);
      for (const { unit } of dependents.askingKind.account) ask(unit, facts.memberAccount[touch.membership] ?? 0);
      const user = facts.memberUser[touch.membership] ?? -1;
      if (user >= 0) for (const { unit } of dependents.askingKind.user) ask(unit, user);
      break;
    }
    case 'subject':
      for (const unit of dependents.ofKind[touch.kind]) ask(unit, touch.subject);
      askAllRelatives(engine, dependents, touch.kind, touch.subject, ask);
      break;
    case 'due':
      for (const unit of dependents.timed[touch.kind]) ask(unit, touch.subject);
      break;
  }
}

/** Whoever asks whether there is such a relative at all. */
function askAllRelatives(
  engine: Engine,
  dependents: Dependents,
  kind: SubjectKind,
  subject: number,
  ask: (unit: number, subject: number) => void,
): void {
  for (const asking of Object.values(dependents.askingKind).flat()) {
    const { relation } = asking;
    const leads = relation === 'memberships' ? 'membership' : relation === 'users' || relation === 'user' ? 'user' : 'account';
    if (leads === kind) askRelatives(engine, asking, subject, ask);
  }
}

/** From the relative that has changed back to those who ask about it. */
function askRelatives(
  { facts }: Engine,
  { unit, kind, relation }: Asking,
  changed: number,
  ask: (unit: number, subject: number) => void,
): void {
  if (relation === 'memberships') {
    const subject = (kind === 'account' ? facts.memberAccount : facts.memberUser)[changed] ?? -1;
    if (subject >= 0) ask(unit, subject);
    return;
  }
  const ofUser = relation === 'users' || relation === 'user';
  const next = ofUser ? facts.nextOfUser : facts.nextOfAccount;
  for (let each = (ofUser ? facts.userHead : facts.accountHead)[changed] ?? -1; each >= 0; each = next[each] ?? -1) {
    const subject = kind === 'membership' ? each : ((kind === 'account' ? facts.memberAccount : facts.memberUser)[each] ?? -1);
    if (subject >= 0) ask(unit, subject);
  }
}
