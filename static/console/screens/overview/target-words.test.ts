import type { Target } from '../../../../src/contract/targets';
import { expectedWords, wayWords } from './target-words';

const target: Target = {
  value: 500_000,
  byDay: '2026-12-31',
  startValue: 400_000,
  startDay: '2026-10-01',
  progress: 0.62,
  expected: 457_142.86,
  state: 'onTrack',
};

test('how far it is, to what, and by when', () => {
  expect(wayWords('money', target)).toBe('62% of the way to $5,000 by Dec 31, 2026');
  expect(expectedWords('money', target)).toBe('A straight way from $4,000 on Oct 1, 2026 would be at $4,571 today.');
});

test('no way at all, the wrong way, and more than the way', () => {
  expect(wayWords('money', { ...target, progress: 0 })).toBe('Target $5,000 by Dec 31, 2026');
  expect(wayWords('money', { ...target, progress: -0.2 })).toBe('Target $5,000 by Dec 31, 2026');
  expect(wayWords('money', { ...target, progress: 1.4 })).toBe('100% of the way to $5,000 by Dec 31, 2026');
});
