import fc from 'fast-check';
import { packCohorts, packPeriods, unpackCohorts, unpackPeriods } from './packed-units';

const count = fc.oneof(fc.nat(3), fc.nat(300), fc.nat(2_000_000));
const startDay = fc.integer({ min: 0, max: 40_000 });
const periods = fc
  .uniqueArray(
    fc.record({
      startDay,
      born: count,
      returning: count,
      resurrected: count,
      dormant: count,
      activeDays: fc.array(count, { maxLength: 31 }),
    }),
    { selector: (period) => period.startDay, maxLength: 300 },
  )
  .map((all) => all.sort((a, b) => a.startDay - b.startDay));
const cohorts = fc
  .array(fc.record({ cohortDay: startDay, age: fc.nat(200), units: count, lastUnits: count }), { maxLength: 2_000 })
  .map((all) => all.sort((a, b) => a.cohortDay - b.cohortDay));

function unpacked<T>(texts: readonly string[], unpack: (text: string, visit: (each: T) => void) => void): T[] {
  const out: T[] = [];
  for (const text of texts) unpack(text, (each) => out.push(each));
  return out;
}

test('periods and cohorts that were packed come out again, in texts of a bounded length', () => {
  fc.assert(
    fc.property(periods, cohorts, (allPeriods, allCohorts) => {
      const [ofPeriods, ofCohorts] = [packPeriods(allPeriods), packCohorts(allCohorts)];
      expect(unpacked(ofPeriods, unpackPeriods)).toEqual(allPeriods);
      expect(unpacked(ofCohorts, unpackCohorts)).toEqual(allCohorts);
      expect([...ofPeriods, ...ofCohorts].every((text) => text.length <= 1_900)).toBe(true);
    }),
  );
});

test('half a year of days takes less than a thousand bytes, and nothing takes none', () => {
  const days = Array.from({ length: 200 }, (_, day) => ({
    startDay: 20_000 + day,
    born: 2,
    returning: 30,
    resurrected: 4,
    dormant: 5,
    activeDays: [],
  }));
  expect(packPeriods(days)).toHaveLength(1);
  // Each day takes a half for its distance, two for 30, and one for each of the others; the first one five for its day.
  expect(packPeriods(days)[0]?.length).toBe(1 + Math.ceil((4 * Math.ceil((5 + 199 + 200 * 6) / 2)) / 3));
  expect([...packPeriods([]), ...packCohorts([])]).toEqual([]);
});

test('texts of before, in groups of seven bits, are read as they are', () => {
  const groups = [160, 156, 1, 2, 30, 4, 5, 1, 7];
  const text = Buffer.from(groups).toString('base64url');
  expect(unpacked([text], unpackPeriods)).toEqual([
    { startDay: 20_000, born: 2, returning: 30, resurrected: 4, dormant: 5, activeDays: [7] },
  ]);
});
