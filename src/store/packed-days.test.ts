import fc from 'fast-check';
import { packUses, unpackDays, unpackUses } from './packed-days';

const BLOCK = 90;
const userUses = fc.record({
  userId: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 2_000_000_000 })),
  uses: fc
    .uniqueArray(
      fc.tuple(fc.integer({ min: 0, max: BLOCK - 1 }), fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 10 ** 9 }))),
      {
        selector: ([day]) => day,
        minLength: 1,
        maxLength: BLOCK,
      },
    )
    .map((days) => new Map(days.sort(([a], [b]) => a - b))),
});
const users = fc
  .uniqueArray(userUses, { selector: ({ userId }) => userId, maxLength: 60 })
  .map((all) => all.sort((a, b) => a.userId - b.userId));

test('what was packed comes out again, in texts that have room in their columns', () => {
  fc.assert(
    fc.property(users, (all) => {
      const parts = packUses(all);
      const [out, days] = [[] as [number, number][], [] as [number, number][]];
      const times = new Map<number, number>();
      for (const part of parts) {
        unpackDays(part.packed, (userId, day) => out.push([userId, day]));
        unpackUses(part, {
          onUser: (userId, day) => days.push([userId, day]),
          onUses: (day, uses) => times.set(day, (times.get(day) ?? 0) + uses),
        });
      }
      expect(out).toEqual(all.flatMap(({ userId, uses }) => [...uses.keys()].map((day) => [userId, day])));
      expect(days).toEqual(out);
      const sums = new Map<number, number>();
      for (const [day, uses] of all.flatMap((each) => [...each.uses])) sums.set(day, (sums.get(day) ?? 0) + uses);
      expect([...times].sort()).toEqual([...sums].sort());
      expect(parts.every(({ packed, uses }) => packed.length <= 1_900 && uses.length <= 1_300)).toBe(true);
    }),
  );
});

test('a user of three days costs a handful of bytes, and how often it was done on a day by all of them a digit or two', () => {
  const uses = [
    new Map([
      [0, 2],
      [1, 1],
      [89, 30],
    ]),
    new Map([[1, 4]]),
  ];
  const [packed, ...more] = packUses(uses.map((own, index) => ({ userId: 1_000 + index, uses: own })));
  expect(packed).toEqual({ packed: Buffer.from([104 + 128, 7, 180 - 128 + 128, 1, 0, 87, 1, 1]).toString('base64url'), uses: '2,5,30' });
  expect(more).toEqual([]);
  expect(packUses([])).toEqual([]);
});
