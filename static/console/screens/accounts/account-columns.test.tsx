import { renderToStaticMarkup } from 'react-dom/server';
import type { AccountRow } from '../../../../src/contract/accounts';
import { accountColumns, statusTone } from './account-columns';

const row: AccountRow = {
  accountId: 1,
  company: '<b>Harbour</b>',
  app: 'com.example.checklist',
  entitlementNumber: 'E-100-200-300',
  tier: null,
  seats: 50,
  status: 'active',
  mrrCents: 123_456,
  usersSeen30: 10,
  countedAnew: false,
  lastActiveDay: '2024-02-29',
  standing: 'paid-used',
  health: 'bad',
  scores: { churn: 724, expansion: 50, conversion: null },
};

/** The words of a cell, as one would read them. */
const words = (heading: string, change: Partial<AccountRow> = {}): string => {
  const column = accountColumns.find((candidate) => candidate.heading === heading);
  return renderToStaticMarkup(<>{column?.cell({ ...row, ...change })}</>)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
};

test('every figure with its unit', () => {
  expect(words('Company')).toBe('&lt;b&gt;Harbour&lt;/b&gt; E-100-200-300');
  expect(words('Company', { company: ' ' })).toBe('Without a name E-100-200-300');
  expect(words('Use of seats')).toBe('20%');
  expect(words('Use of seats', { standing: 'not-observed' })).toBe('– none');
  expect(words('Tier')).toBe('– none');
  expect(words('MRR')).toBe('$1,234.56');
  expect(words('Users seen in 30 days')).toBe('10');
  expect(words('Last activity')).toBe('Feb 29, 2024');
});

test('what is foretold, and a dash where nothing is', () => {
  expect(words('Health')).toBe('Bad');
  expect(words('Health', { health: null })).toBe('– none');
  expect(words('Churn score')).toBe('72.4');
  expect(words('Expansion score')).toBe('5.0');
  expect(words('Conversion score')).toBe('– none');
});

test('an account that does not report shows no zero', () => {
  expect(words('Users seen in 30 days', { standing: 'not-observed', usersSeen30: 0 })).toBe('not observed');
});

test('nor does one whose site names nobody; a silent one does', () => {
  expect(words('Users seen in 30 days', { usersSeen30: 0 })).toBe('not named');
  expect(words('Use of seats', { usersSeen30: 0 })).toBe('– none');
  expect(words('Users seen in 30 days', { standing: 'paid-silent', usersSeen30: 0 })).toBe('0');
  expect(words('Use of seats', { standing: 'paid-silent', usersSeen30: 0 })).toBe('0%');
});

test('nor one of which use is being counted anew', () => {
  expect(words('Users seen in 30 days', { usersSeen30: 0, countedAnew: true })).toBe('being counted');
  expect(words('Use of seats', { usersSeen30: 0, countedAnew: true })).toBe('– none');
  expect(words('Users seen in 30 days', { countedAnew: true })).toBe('10');
});

test('without seats there is no share', () => {
  expect(words('Use of seats', { seats: null })).toBe('– none');
  expect(words('Use of seats', { seats: 0 })).toBe('– none');
});

test.each([
  ['active', 'good'],
  ['active commercial', 'good'],
  ['active evaluation', 'trial'],
  ['evaluation', 'trial'],
  ['inactive', 'quiet'],
  ['something new', 'quiet'],
])('status %s is %s', (status, tone) => {
  expect(statusTone(status)).toBe(tone);
});
