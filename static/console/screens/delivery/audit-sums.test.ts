import type { AuditDay, DestinationHealth } from '../../../../src/contract/delivery';
import { audited, auditGap, auditSums, told } from './audit-sums';

const day = (isoDay: string, figures: Partial<AuditDay>): AuditDay => ({
  day: isoDay,
  captured: 0,
  delivered: 0,
  pending: 0,
  parked: 0,
  dead: 0,
  refused: 0,
  repeats: 0,
  ...figures,
});

test('days over a leap day add up figure by figure', () => {
  const sums = auditSums([
    day('2028-02-28', { captured: 10, delivered: 7, parked: 2, refused: 1, repeats: 3 }),
    day('2028-02-29', { captured: 5, delivered: 3, pending: 1, dead: 1 }),
    day('2028-03-01', {}),
  ]);
  expect(sums).toEqual({ captured: 15, delivered: 10, pending: 1, parked: 2, dead: 1, refused: 1, repeats: 3 });
  expect(auditGap(sums)).toBe(0);
});

test.each([
  [{ captured: 10, delivered: 7 }, 3],
  [{ captured: 10, delivered: 12 }, -2],
  // A repeat is no event of its own.
  [{ captured: 10, delivered: 10, repeats: 4 }, 0],
])('a gap is told: %j lacks %d', (figures, gap) => {
  expect(auditGap(auditSums([day('2026-11-22', figures)]))).toBe(gap);
});

const health = (destination: DestinationHealth['destination'], captured: number): DestinationHealth => ({
  destination,
  state: 'on',
  host: null,
  since: null,
  reason: null,
  nextTryAt: null,
  lastDeliveredAt: null,
  keepsBadge: true,
  days: [day('2026-11-22', { captured, delivered: captured })],
});

test('a destination that is off and had no events has nothing to tell', () => {
  const off = { ...health('journy', 0), state: 'off' } as const;
  const wasOn = { ...health('intake', 3), state: 'off' } as const;
  expect(told([health('segment', 0), off, wasOn]).map(({ destination }) => destination)).toEqual(['segment', 'intake']);
});

test('the days shown are those of the choice, else of the first destination with events', () => {
  const all = [health('segment', 0), health('journy', 4), health('store', 9)];
  expect(audited(all, null)?.destination).toBe('journy');
  expect(audited(all, 'store')?.destination).toBe('store');
  expect(audited(all, 'intake')?.destination).toBe('journy');
  expect(audited([health('segment', 0)], null)?.destination).toBe('segment');
  expect(audited([], null)).toBeNull();
});
