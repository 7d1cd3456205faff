import fc from 'fast-check';
import { packDays, readUses, unpackDays, writeUses } from './packed-days';

const BLOCK = 90;
const users = fc
  .uniqueArray(
    fc.record({
      userId: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 2_000_000_000 })),
      days: fc
        .uniqueArray(fc.integer({ min: 0, max: BLOCK - 1 }), { minLength: 1, maxLength: BLOCK })
        .map((days) => days.sort((a, b) => a - b)),
    }),
    { selector: ({ userId }) => userId, maxLength: 60 },
  )
  .map((all) => all.sort((a, b) => a.userId - b.userId));

test('what was packed comes out again, in texts of a bounded length', () => {
  fc.assert(
    fc.property(users, (all) => {
      const texts = packDays(all);
      const out: [number, number][] = [];
      for (const text of texts)
        unpackDays(text, (userId, day) => {
          out.push([userId, day]);
        });
      expect(out).toEqual(all.flatMap(({ userId, days }) => days.map((day) => [userId, day])));
      expect(texts.every((text) => text.length <= 1_900)).toBe(true);
    }),
  );
});

test('a user of three days costs a handful of bytes', () => {
  expect(
    packDays([
      { userId: 1_000, days: [0, 1, 40] },
      { userId: 1_001, days: [89] },
    ]),
  ).toEqual([Buffer.from([104 + 128, 7, 3, 0, 0, 38, 1, 1, 89]).toString('base64')]);
  expect(packDays([])).toEqual([]);
});

test('uses of days come out again, in order, in a text that has room in its column', () => {
  const uses = fc.uniqueArray(fc.tuple(fc.nat(BLOCK - 1), fc.integer({ min: 1, max: 10 ** 12 })), { selector: ([day]) => day });
  fc.assert(
    fc.property(uses, (all) => {
      const out: [number, number][] = [];
      const text = writeUses(new Map(all));
      readUses(text, (day, times) => {
        out.push([day, times]);
      });
      expect(out).toEqual(all.sort(([a], [b]) => a - b));
      expect(text.length).toBeLessThanOrEqual(1_600);
    }),
  );
});
