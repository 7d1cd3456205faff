import {
  activationCaution,
  activationGist,
  actionWords,
  farthest,
  isClear,
  nothingApart,
  retainedWith,
  retainedWithout,
  signedPoints,
} from './activation-figures';

const ACTION = {
  events: ['Item Exported'],
  atLeast: 3,
  did: { accounts: 40, retained: 30 },
  didNot: { accounts: 60, retained: 24 },
  reach: 0.4,
  lift: { value: 0.35, low: 0.15, high: 0.51 },
  score: 0.14,
};
const ANSWER = { accounts: 100, retained: 54, actions: [ACTION] };
const ASKED = { earlyDays: 7, keptFrom: 30 } as const;

test('actions in words', () => {
  expect(actionWords(ACTION)).toBe('Item Exported, 3 times or more');
  expect(actionWords({ events: ['A', 'B'], atLeast: 1 })).toBe('A and B');
  expect(actionWords({ events: ['A', 'B'], atLeast: 10 })).toBe('A and B, each 10 times or more');
});

test('differences are in points, with a sign', () => {
  expect([0.294, 0.01, -0.01, 0, -0.5].map(signedPoints)).toEqual(['+29 points', '+1 point', '−1 point', '0 points', '−50 points']);
});

test('the best action in a sentence, and what if there is none', () => {
  expect(activationGist(ANSWER, ASKED)).toBe(
    '54 of 100 accounts (54%) were active again in the second month. The best sign of it in their first 7 days: Item Exported, 3 times or more. 75% of those with it stayed, 40% of those without: +35 points, between +15 points and +51 points. 40% of accounts did it.',
  );
  const unclear = {
    ...ANSWER,
    actions: [
      { ...ACTION, lift: { value: 0.1, low: -0.1, high: 0.3 } },
      { ...ACTION, lift: null },
    ],
  };
  expect(activationGist(unclear, { earlyDays: 1, keptFrom: 60 })).toBe(
    '54 of 100 accounts (54%) were active again in the third month. No early action tells clearly who stays.',
  );
  expect(unclear.actions.map(isClear)).toEqual([false, false]);
  expect([retainedWith(ACTION), retainedWithout(ACTION), retainedWithout({ ...ACTION, didNot: { accounts: 0, retained: 0 } })]).toEqual([
    0.75,
    0.4,
    null,
  ]);
});

test('too little to tell apart is said, and few accounts are a caution', () => {
  expect(nothingApart({ accounts: 0, retained: 0 })).toContain('No account is old enough');
  expect(nothingApart({ accounts: 9, retained: 3 })).toContain('Only 9 accounts are old enough');
  expect(nothingApart({ accounts: 12, retained: 12 })).toContain('All 12 accounts stayed');
  expect(nothingApart({ accounts: 12, retained: 0 })).toContain('None of 12 accounts stayed');
  expect(nothingApart(ANSWER)).toBeNull();
  expect(activationCaution({ accounts: 20, looked: 3 })).toContain('With 20 accounts intervals are wide');
  expect(activationCaution({ accounts: 200, looked: 3 })).not.toContain('wide');
});

test('a scale reaches as far as its widest interval', () => {
  expect(farthest([null, { low: -0.4, high: 0.1 }])).toBe(0.4);
  expect(farthest([])).toBe(0.1);
});
