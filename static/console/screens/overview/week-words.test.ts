import type { WeekChange } from '../../../../src/contract/week-changes';
import { changeWords } from './week-words';

const account = { accountId: 7, company: 'Acme', app: 'app' };
const sentence = (change: WeekChange): string => {
  const { what, evidence } = changeWords(change);
  return `${what} | ${evidence.join(' · ')}`;
};

const mrr = { ...account, day: '2028-02-29', isReturning: false, use: null };

test.each<[WeekChange, string]>([
  [
    { kind: 'mrr-up', ...mrr, beforeCents: 0, afterCents: 1650, movedCents: 1650 },
    'became a customer: $16.50 of new MRR. | MRR $0.00 → $16.50 · last moved on Feb 29, 2028',
  ],
  [
    { kind: 'mrr-up', ...mrr, beforeCents: 0, afterCents: 50_000, movedCents: 50000, isReturning: true },
    'came back: it pays $500 a month again. | MRR $0 → $500 · last moved on Feb 29, 2028',
  ],
  [
    { kind: 'mrr-up', ...mrr, beforeCents: 36_000, afterCents: 48_000, movedCents: 12000, use: { users: 31, usersBefore: 20 } },
    'pays $120 a month more. | MRR $360 → $480 · last moved on Feb 29, 2028 · weekly users 20 → 31',
  ],
  [
    { kind: 'mrr-down', ...mrr, beforeCents: 48_000, afterCents: 36_000, movedCents: -12000 },
    'pays $120 a month less. | MRR $480 → $360 · last moved on Feb 29, 2028',
  ],
  [
    { kind: 'mrr-down', ...mrr, beforeCents: 123_456_700, afterCents: 0, movedCents: -123456700 },
    'stopped paying: $1,234,567 of MRR is gone. | MRR $1,234,567 → $0 · last moved on Feb 29, 2028',
  ],
  [{ kind: 'use-up', ...account, mrrCents: 0, users: 9, usersBefore: 4 }, 'gained 5 weekly users. | weekly users 4 → 9 · pays nothing'],
  [
    { kind: 'use-up', ...account, mrrCents: 2_000, users: 3, usersBefore: 0 },
    'is in use: 3 weekly users after a week without any. | weekly users 0 → 3 · pays $20 a month',
  ],
  [
    { kind: 'use-down', ...account, mrrCents: 2_000, users: 1, usersBefore: 9 },
    'lost 8 weekly users. | weekly users 9 → 1 · pays $20 a month',
  ],
  [
    { kind: 'use-down', ...account, mrrCents: 2_000, users: 0, usersBefore: 9 },
    'went quiet: none of its 9 weekly users came. | weekly users 9 → 0 · pays $20 a month',
  ],
  [
    { kind: 'silent', ...account, mrrCents: 12_500, lastActiveDay: '2027-12-31', users30: 1 },
    'pays $125 a month and has fallen silent: thirty days without use. | last used on Dec 31, 2027 · 1 user in the month up to then',
  ],
  [
    { kind: 'silent', ...account, mrrCents: 12_500, lastActiveDay: '2027-12-31', users30: 0 },
    'pays $125 a month and has fallen silent: thirty days without use. | last used on Dec 31, 2027',
  ],
  [
    { kind: 'trial', ...account, trialDay: 12, users: 14, usersBefore: 3 },
    'took off in its trial: 14 weekly users after 3. | weekly users 3 → 14 · day 12 of the trial',
  ],
  [
    { kind: 'trial', ...account, trialDay: 2, users: 4, usersBefore: 0 },
    'took off in its trial: 4 weekly users, none the week before. | weekly users 0 → 4 · day 2 of the trial',
  ],
])('%j', (change, words) => {
  expect(sentence(change)).toBe(words);
});
