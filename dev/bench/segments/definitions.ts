import type { Condition, Segment } from '../../../src/segments/condition';
import type { SubjectKind } from '../../../src/segments/value';
import { EVENTS } from './world';

type Value = Extract<Condition, { type: 'property' }>['value'];
const is = (property: string, operator: string, value: Value = null): Condition => ({ type: 'property', property, operator, value });
const all = (...of: Condition[]): Condition => ({ type: 'all', of });
const any = (...of: Condition[]): Condition => ({ type: 'any', of });
const not = (of: Condition): Condition => ({ type: 'not', of });
const did = (index: number, days: number, least: number): Condition => ({
  type: 'event',
  event: EVENTS[index % EVENTS.length] ?? '',
  where: [],
  measure: index % 3 === 2 ? 'days' : 'times',
  count: least === 0 ? { test: 'none' } : { test: 'atLeast', n: least },
  within: { type: 'lastDays', days },
});
const users = (n: number, where: Condition): Condition => ({ type: 'related', relation: 'users', count: { test: 'atLeast', n }, where });
const moods = ['calm', 'curious', 'bored', 'cross', 'new'];
const plans = ['Free', 'Standard', 'Premium', 'Enterprise'];

/** Of fifty: ten over events, five over related users, the rest over properties and each other; at least ten. */
export function sampleSegments(count: number): readonly Segment[] {
  const segments: Segment[] = [];
  const add = (kind: SubjectKind, condition: Condition): void => {
    segments.push({ id: `s${segments.length}`, name: `Segment ${segments.length}`, kind, condition });
  };
  for (let index = 0; index < 8; index += 1) {
    add('user', all(did(index, [7, 30, 60, 90][index % 4] ?? 30, index % 3), not(is('mood', 'is', moods[index % 5] ?? ''))));
  }
  add('account', did(1, 30, 20));
  add('account', all(is('plan', 'isNot', 'Free'), did(3, 7, 0)));
  add('account', users(3, is('mood', 'is', 'cross')));
  add('account', users(2, all(is('score', 'isMoreThan', 800), did(0, 30, 1))));
  add('account', users(2, { type: 'segment', segment: 's1' }));
  add('account', all(is('seats', 'isAtLeast', 100), not(users(1, is('score', 'hasNoValue')))));
  add('account', {
    type: 'related',
    relation: 'memberships',
    count: { test: 'atLeast', n: 2 },
    where: all(is('Role', 'is', 'Admin'), {
      type: 'related',
      relation: 'user',
      count: { test: 'atLeast', n: 1 },
      where: is('mood', 'isNot', 'bored'),
    }),
  });
  for (let index = 0; segments.length < count; index += 1) {
    if (index % 3 === 2) {
      add(
        'account',
        all(
          is('plan', 'isOneOf', [plans[index % 4] ?? '', plans[(index + 1) % 4] ?? '']),
          any(is('mrr', 'isMoreThan', index * 9000), is('since', 'isWithin', { type: 'lastDays', days: 30 + index })),
        ),
      );
    } else {
      add(
        'user',
        any(
          all(
            is('score', 'isBetween', [index * 10, index * 10 + 400]),
            is('mood', 'isOneOf', [moods[index % 5] ?? '', moods[(index + 2) % 5] ?? '']),
          ),
          all(is('joined', 'isWithin', { type: 'lastDays', days: 10 + index }), not(is('score', 'isAtLeast', 500))),
        ),
      );
    }
  }
  return segments.slice(0, count);
}
