import { duration, span } from './duration';

test('times read as people say them, over the end of a leap February too', () => {
  expect([0, 8.4, 119, 120, 7_199, 7_200, 172_799, 172_800, 1_209_600].map(duration)).toEqual([
    '0 s',
    '8 s',
    '119 s',
    '2 min',
    '120 min',
    '2 h',
    '48 h',
    '2 days',
    '14 days',
  ]);
  expect(span('2028-02-28T12:00:00Z', '2028-03-01T12:00:00Z')).toBe('2 days');
  expect(span('2028-03-01T12:00:00Z', '2028-02-28T12:00:00Z')).toBe('0 s');
});
