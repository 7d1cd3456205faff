import fc from 'fast-check';
import type { SqlEngine } from '../dev/sql/engine';
import { portsOver } from '../dev/sql/ports';
import { dayNumber } from '../src/platform/days';
import { rowsSql, sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { BLOCK_DAYS, blockOf, blocksIn, memberDaysAround, memberDaysOf, noteMemberDays, rewriteMemberDays } from '../src/store/member-days';
import { sharedUserDays } from '../src/store/queries/shared-user-days';
import { onEngines } from './on-engines';

jest.setTimeout(120_000);

const TODAY = dayNumber('2028-03-05');
const use = fc.record({
  accountId: fc.constantFrom(1, 2),
  userId: fc.constantFrom(0, 1, 2),
  day: fc.oneof(fc.integer({ min: TODAY - 800, max: TODAY }), fc.integer({ min: TODAY - 70, max: TODAY })),
});
type Use = { readonly accountId: number; readonly userId: number; readonly day: number };

/** The days of each user of an account, by what was noted. */
function expected(uses: readonly Use[], accountId: number, isAsked: (day: number) => boolean) {
  const own = uses.filter((each) => each.accountId === accountId && isAsked(each.day));
  return [...new Set(own.map(({ userId }) => userId))]
    .sort((a, b) => a - b)
    .map((userId) => ({
      userId,
      days: [...new Set(own.flatMap((each) => (each.userId === userId ? [each.day] : [])))].sort((a, b) => a - b),
    }));
}

function suite(open: () => Promise<SqlEngine>, numRuns: number): void {
  test('days of users are what was noted, in whatever order and pieces, and however often', async () => {
    const engine = await open();
    const ports = portsOver(engine);
    await migrate(ports, customerMigrations);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(use, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 8 }),
        fc.nat(800),
        async (pieces, back) => {
          await ports.sql.write(sql`DELETE FROM membership_days`);
          for (const piece of pieces) {
            await noteMemberDays(ports.sql, piece);
            await Promise.all([noteMemberDays(ports.sql, piece), noteMemberDays(ports.sql, pieces[0] ?? [])]);
          }
          const uses = pieces.flat();
          const all = await memberDaysOf(ports.sql, [1, 2]);
          for (const accountId of [1, 2]) expect(all.get(accountId) ?? []).toEqual(expected(uses, accountId, () => true));

          const [first, last] = [TODAY - back, TODAY - Math.floor(back / 2)];
          const isNear = (day: number) => blockOf(day) >= blockOf(first) && blockOf(day) <= blockOf(last);
          const isLate = (day: number) => isNear(day) || blockOf(day) === blockOf(TODAY);
          const around = await memberDaysAround(ports.sql, [
            { accountId: 1, first, last },
            { accountId: 2, first, last },
            { accountId: 2, first: TODAY, last: TODAY },
          ]);
          expect(around.get(1) ?? []).toEqual(expected(uses, 1, isNear));
          expect(around.get(2) ?? []).toEqual(expected(uses, 2, isLate));

          // Whoever asks for late days only is not given those who were there before.
          for (const { days } of await ports.sql.query(sql`SELECT days FROM membership_days`)) {
            const blocks = blocksIn(String(days)).map(({ block }) => block);
            expect(blocks.at(-1)).toBe(Math.max(...blocks));
            expect(new Set(blocks).size).toBe(blocks.length);
          }
          await rewriteMemberDays(ports.sql, 1, [{ userId: 2, days: [TODAY - BLOCK_DAYS, TODAY] }]);
          const rewritten = await memberDaysOf(ports.sql, [1, 2]);
          expect(rewritten.get(1)).toEqual([{ userId: 2, days: [TODAY - BLOCK_DAYS, TODAY] }]);
          expect(rewritten.get(2)).toEqual(all.get(2));
        },
      ),
      { numRuns },
    );
    await engine.close();
  });

  test('days of all years since 1970 have room, and come whole beside those of few', async () => {
    const engine = await open();
    const ports = portsOver(engine);
    await migrate(ports, customerMigrations);
    const years = Array.from({ length: Math.ceil(TODAY / 25) }, (_, index) => TODAY - index * 25);
    const uses = [
      ...years.flatMap((day) => [2, 4].map((userId) => ({ accountId: 1, userId, day }))),
      ...[1, 3, 4].map((userId) => ({ accountId: 1, userId, day: TODAY })),
      { accountId: 2, userId: 4, day: TODAY - 3 },
    ];
    await noteMemberDays(ports.sql, uses);
    const [longest] = await ports.sql.query(sql`SELECT MAX(LENGTH(days)) AS bytes FROM membership_days`);
    expect(Number(longest?.bytes)).toBeGreaterThan(8_000);
    const all = await memberDaysOf(ports.sql, [1, 2]);
    for (const accountId of [1, 2]) expect(all.get(accountId)).toEqual(expected(uses, accountId, () => true));
    const members = [...new Set(uses.map(({ accountId, userId }) => `${accountId}:${userId}`))].map((name) => name.split(':').map(Number));
    await ports.sql.write(
      sql`INSERT INTO membership (account_id, user_id, first_day, last_day) VALUES ${rowsSql(members.map((key) => [...key, 0, TODAY]))}`,
    );
    // User 4 is the only one in two accounts.
    const shared = await sharedUserDays(ports.sql, {}, TODAY - 3_000);
    const asked = uses.filter(({ userId, day }) => userId === 4 && blockOf(day) >= blockOf(TODAY - 3_000));
    const names = (days: readonly Use[]) =>
      [...new Set(days.map(({ accountId, userId, day }) => [accountId, userId, day].join(':')))].sort();
    expect(names(shared)).toEqual(names(asked));
    await engine.close();
  });
}

onEngines('member_days', suite, { sqlite: 60, mariadb: 30 });
