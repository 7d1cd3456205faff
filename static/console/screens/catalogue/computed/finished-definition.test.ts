import type { ComputedDefinition } from '../../../../../src/profiles/computed/definition';
import { emptyGroup } from '../../segments/builder/draft';
import { knownFrom } from '../../segments/builder/wire-catalogue';
import { finishedDefinition } from './finished-definition';

const known = knownFrom({
  properties: [{ kind: 'membership', key: 'Role', label: 'Role', type: 'text', grouping: '', hidden: false }],
  events: [],
  stages: [],
  formerStages: [],
  tags: [],
  segments: [{ segmentId: 7, name: 'Admins', kind: 'membership' }],
});
const counted = (where: Extract<ComputedDefinition, { type: 'related' }>['where']): ComputedDefinition => ({
  type: 'related',
  relation: 'memberships',
  measure: null,
  property: null,
  where,
});
const hasRole = { type: 'property', property: 'Role', operator: 'hasValue', value: null } as const;

test('a condition is sent as it is kept: a group of one is that one', () => {
  expect(finishedDefinition('account', counted({ type: 'all', of: [hasRole] }), known)).toEqual(counted(hasRole));
  expect(finishedDefinition('account', counted(null), known)).toEqual(counted(null));
});

test('nothing is sent while a condition lacks something, or asks about a segment', () => {
  expect(finishedDefinition('account', counted(emptyGroup('membership')), known)).toBeNull();
  expect(finishedDefinition('account', counted({ type: 'all', of: [] }), known)).toBeNull();
  expect(finishedDefinition('account', counted({ type: 'segment', segment: '7' }), known)).toBeNull();
});
