import { delta } from './delta';

test.each([
  ['count', 110, 100, { direction: 'up', text: '10.0%' }],
  ['count', 75, 100, { direction: 'down', text: '25.0%' }],
  ['count', 100, 100, { direction: 'flat', text: '0.0%' }],
  ['count', 100_001, 100_000, { direction: 'flat', text: '0.0%' }],
  ['count', 0, 40, { direction: 'down', text: '100.0%' }],
  ['count', 7, 0, { direction: 'up', text: 'new' }],
  ['count', 0, 0, { direction: 'flat', text: '0.0%' }],
  ['share', 0.12, 0.1, { direction: 'up', text: '2.0 pp' }],
  ['share', 0.1, 0.125, { direction: 'down', text: '2.5 pp' }],
  ['share', 0.1, 0.1001, { direction: 'flat', text: '0.0 pp' }],
] as const)('%s from %p to %p', (kind, value, previous, expected) => {
  expect(delta(kind, value, previous)).toEqual(expected);
});

test('without an earlier figure there is no change to show', () => {
  expect(delta('count', 5, null)).toBeNull();
});
