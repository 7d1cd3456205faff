import type { Known } from '../segments/builder/draft-problems';
import { begunFrom, finishedScore, newRule } from './score-draft';

const known: Known = {
  catalogue: {
    properties: { account: new Map([['mrr', { label: 'MRR', type: 'money' as const }]]), user: new Map(), membership: new Map() },
    events: new Map(),
    stages: { account: new Map(), user: new Map(), membership: new Map() },
    tags: { account: new Set(), user: new Set(), membership: new Set() },
  },
  segments: new Map(),
};
const paysWell = { type: 'property', property: 'mrr', operator: 'isAtLeast', value: 10_000 } as const;

test('a score that is changed comes back as it was', () => {
  const begin = { kind: 'account' as const, name: 'Fit', base: 40, rules: [{ condition: paysWell, points: -20 }] };
  const { score, trouble } = finishedScore(begunFrom(begin), known);
  expect(trouble).toBe('');
  expect(score).toEqual(begin);
});

test('says what is missing, and at which rule', () => {
  const fresh = begunFrom(null);
  expect(finishedScore(fresh, known)).toMatchObject({ score: null, trouble: 'Give it a name.' });
  const named = { ...fresh, name: 'Fit' };
  expect(finishedScore(named, known)).toMatchObject({ score: null, trouble: 'Something is missing: see what is marked.' });
  const rule = newRule('account', 101, { type: 'all', of: [paysWell] });
  expect(finishedScore({ ...named, rules: [rule] }, known).problems).toEqual([
    [{ path: 'points', message: 'Give a whole number from −100 to 100.' }],
  ]);
  expect(finishedScore({ ...named, base: NaN, rules: [newRule('account', 5, rule.group)] }, known).trouble).toMatch(/points to begin with/);
});
