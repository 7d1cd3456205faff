import { nothingWords, periodLabel, periodName, shareWords, waitingWords } from './words';

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
  expect(waitingWords(1)).toBe('What 1 account did is still being counted.');
  expect(waitingWords(1_200)).toBe('What 1,200 accounts did is still being counted.');
});

test('nothing to show says what may be done about it', () => {
  expect(nothingWords('user', 'vendor', true)).toContain('Clear the filters');
  expect(nothingWords('account', 'vendor', false)).toContain('No account has used');
  expect(nothingWords('user', 'site', false)).toBe('No user on this site has used a feature in these periods.');
});
