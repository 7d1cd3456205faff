import fc from 'fast-check';
import { dayNumber } from '../platform/days';
import { centsOf, clip, dayNumberOf, emailOf, seatsOf, textOf, yesNoOf } from './wire-value';

test.each([
  [1200, 120000],
  [604.93, 60493],
  [-604.93, -60493],
  [1.005, 101],
  [-1.005, -101],
  [0.1 + 0.2, 30],
  [4.07, 407],
  [1e-7, 0],
  [0, 0],
  [-0.001, 0],
  ['92.4', 9240],
  [' 12 ', 1200],
  ['12,50', undefined],
  ['', undefined],
  ['NaN', undefined],
  [NaN, undefined],
  [1e21, undefined],
  [null, undefined],
])('%p dollars are %p cents', (dollars, cents) => {
  expect(centsOf(dollars)).toBe(cents);
});

test('every whole number of cents survives its way through a JSON number of dollars', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), (cents) => {
      expect(centsOf(JSON.parse(JSON.stringify(cents / 100)))).toBe(cents);
    }),
  );
});

test.each([
  ['NA', null],
  ['Pending', null],
  ['null', null],
  ['NULL', null],
  ['RTBF', null],
  ['', null],
  ['  ', null],
  [undefined, null],
  [{}, null],
  [' Example GmbH ', 'Example GmbH'],
  ['Nada', 'Nada'],
  [7, '7'],
])('%p reads as text %p', (value, text) => {
  expect(textOf(value)).toBe(text);
});

test.each([
  ['2024-02-29', dayNumber('2024-02-29')],
  ['2023-02-29', undefined],
  ['2026-1-05', undefined],
  ['2026-01-05T00:00:00Z', undefined],
  ['05.01.2026', undefined],
  [20_000, undefined],
  ['NA', null],
  [null, null],
  [undefined, null],
])('%p is day %p', (value, day) => {
  expect(dayNumberOf(value)).toBe(day);
});

test.each([
  ['15 Users', 15],
  ['1 User', 1],
  ['10,000 Users', 10_000],
  ['Per Unit Pricing (593 Users)', 593],
  ['Unlimited Users', null],
  ['Evaluation', null],
  ['Team of 5', null],
  [null, null],
])('tier %p has %p seats', (tier, seats) => {
  expect(seatsOf(tier)).toBe(seats);
});

test.each([
  ['[Admin@Example.com](mailto:admin@example.com)', 'admin@example.com'],
  ['Admin@Example.com ', 'admin@example.com'],
  ['RTBF', null],
  ['nobody', null],
])('%p is the address %p', (value, address) => {
  expect(emailOf(value)).toBe(address);
});

test('yes and no in any case, the rest unknown', () => {
  expect(['Yes', 'no', 'NA', 'Pending', null].map(yesNoOf)).toEqual([1, 0, null, null, null]);
});

test('a long text is cut between characters, not inside one', () => {
  expect(clip('a😀b', 2)).toBe('a😀');
});
