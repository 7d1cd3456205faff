import type { AdoptionAnswer } from '../../../../src/contract/engagement';
import { USUAL_RANGE } from '../../parts/chosen-range';
import { unusedWords, usedWords } from './adoption-words';

const feature = {
  event: 'Item Ticked',
  accounts: 3,
  share: 0.75,
  users: 12,
  frequency: 1.5,
  depth: 3,
  before: null,
  uses: 36,
  newAccounts: 1,
  mrrCents: null,
};
const unused = { ...feature, event: 'Item Moved', accounts: 0 };
const answer: AdoptionAnswer = {
  asOfDay: '2028-03-05',
  waiting: 0,
  fromDay: '2028-02-01',
  toDay: '2028-02-29',
  before: null,
  activeAccounts: 4,
  leftOut: 0,
  features: [feature, unused],
};
const query = { range: USUAL_RANGE };

test('features are counted by whether they were used, with the days that are meant', () => {
  expect(usedWords(answer, query, 'vendor')).toBe('1 of 2 features used from Feb 1, 2028 to Feb 29, 2028, by 4 active accounts.');
  expect(usedWords({ ...answer, fromDay: '2028-02-29', features: [feature] }, query, 'site')).toBe(
    '1 feature used on Feb 29, 2028 on this site.',
  );
});

test('what changes are against, and what is not in the figures, is said', () => {
  const before = { fromDay: '2027-12-28', toDay: '2028-01-25', activeAccounts: 1 };
  expect(usedWords({ ...answer, before }, query, 'vendor')).toContain(
    ' Changes are against Dec 28, 2027 to Jan 25, 2028, when 1 account was active.',
  );
  const years = { range: { days: { from: '2020-01-01', to: '2028-02-29' }, isCompared: false } };
  expect(usedWords(answer, years, 'vendor')).toContain('the last 366 days are read');
  expect(usedWords({ ...answer, leftOut: 2 }, query, 'vendor')).toContain(
    'The 2 most widespread features are read; 2 features are left out.',
  );
});

test('where none was used, it says what may be changed', () => {
  const none = { ...answer, features: [unused] };
  expect(unusedWords(none, { filter: { stage: ['Lapsed'] } }, 'vendor')).toContain('Clear the filters');
  expect(unusedWords(none, { filter: {} }, 'site')).toBe(
    'No feature was used from Feb 1, 2028 to Feb 29, 2028 on this site. Choose other days above.',
  );
  expect(unusedWords(none, { filter: {} }, 'vendor')).toBe(
    'No feature was used from Feb 1, 2028 to Feb 29, 2028. Choose other days above; figures appear when a customer’s site first reports use.',
  );
});
