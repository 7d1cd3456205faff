import { nothingWords, periodLabel, periodName, shareWords, unusedWords, usedWords, waitingWords } from './words';

test('a period is named by its first day', () => {
  expect([periodName('day', '2024-02-29'), periodName('week', '2025-12-29'), periodName('month', '2026-12-01')]).toEqual([
    'Feb 29, 2024',
    'Week of Dec 29, 2025',
    'December 2026',
  ]);
  expect([periodLabel('day', '2024-02-29'), periodLabel('week', '2025-12-29'), periodLabel('month', '2026-12-01')]).toEqual([
    'Feb 29',
    'Dec 29',
    'Dec 2026',
  ]);
});

test('the triangle says what its shares are of', () => {
  expect(shareWords('user', 'week', 'on', 'start', 'vendor')).toBe(
    'The share of users who were active in that week, of all who were active for the first time in the week of the row.',
  );
  expect(shareWords('account', 'month', 'onOrAfter', 'previous', 'vendor')).toBe(
    'The share of accounts that were active in that month or any later one, of those counted one month before.',
  );
  expect(shareWords('user', 'day', 'on', 'start', 'site')).toContain('users on this site who');
});

test('what is still being counted is told with its number', () => {
  expect(waitingWords(1)).toBe('1 account’s newest activity is still being counted.');
  expect(waitingWords(1_200)).toBe('1,200 accounts’ newest activity is still being counted.');
});

test('nothing to show says what may be done about it', () => {
  expect(nothingWords('user', 'vendor', true)).toContain('Clear the filters');
  expect(nothingWords('account', 'vendor', false)).toContain('No account has used');
  expect(nothingWords('user', 'site', false)).toBe('No user on this site has used a feature in these periods.');
});

const feature = { event: 'Item Ticked', accounts: 3, share: 0.75, users: 12, uses: 40, newAccounts: 1, mrrCents: null };

test('features are counted by whether they were used', () => {
  const answer = { activeAccounts: 4, features: [feature, { ...feature, event: 'Item Moved', uses: 0 }] };
  expect(usedWords(1, answer, { rangeDays: 7 }, 'vendor')).toBe('1 of 2 features used in the last 7 days, by 4 active accounts.');
  expect(usedWords(2, answer, { rangeDays: 30 }, 'site')).toBe('2 features used in the last 30 days on this site.');
});

test('where none was used, it says what may be changed', () => {
  const asked = { rangeDays: 30, filter: {} } as const;
  expect(unusedWords({ ...asked, filter: { stage: ['Lapsed'] } }, 'vendor')).toContain('Clear the filters');
  expect(unusedWords(asked, 'site')).toBe('No feature was used in the last 30 days on this site. Choose a longer range above.');
  expect(unusedWords({ ...asked, rangeDays: 90 }, 'site')).toBe('No feature was used in the last 90 days on this site.');
  expect(unusedWords({ ...asked, rangeDays: 90 }, 'vendor')).toContain('Figures appear when');
});
