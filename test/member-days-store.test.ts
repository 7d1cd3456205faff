import fc from 'fast-check';
import type { SqlEngine } from '../dev/sql/engine';
import { portsOver } from '../dev/sql/ports';
import { dayNumber } from '../src/platform/days';
import type { SqlPort } from '../src/platform/ports';
import { sql } from '../src/platform/sql';
import { migrate } from '../src/store/migrate';
import { customerMigrations } from '../src/store/migrations/customer';
import { BLOCK_DAYS, blockOf, blocksIn, memberDaysAround, memberDaysOf, noteMembers, rewriteMemberDays } from '../src/store/member-days';
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

/** From when to when each user was seen in each account, by what was noted. */
function seenIn(seen: readonly Use[]) {
  const members = new Map<string, { account_id: number; user_id: number; first_day: number; last_day: number }>();
  for (const { accountId, userId, day } of seen.toSorted((a, b) => a.accountId - b.accountId || a.userId - b.userId || a.day - b.day)) {
    if (userId === 0) continue;
    const name = `${accountId}:${userId}`;
    members.set(name, { account_id: accountId, user_id: userId, first_day: members.get(name)?.first_day ?? day, last_day: day });
  }
  return [...members.values()];
}

const membersIn = (port: SqlPort) =>
  port.query(sql`SELECT account_id, user_id, first_day, last_day FROM membership ORDER BY account_id, user_id`);

function suite(open: () => Promise<SqlEngine>, numRuns: number): void {
  test('days of users are what was noted, in whatever order and pieces, and however often', async () => {
    const engine = await open();
    const ports = portsOver(engine);
    await migrate(ports, customerMigrations);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(use, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 8 }),
        fc.nat(800),
        fc.constantFrom(0, 2 * BLOCK_DAYS, 6 * BLOCK_DAYS),
        async (pieces, back, ago) => {
          for (const table of [sql`membership`, sql`nobody_days`]) await ports.sql.write(sql`DELETE FROM ${table}`);
          // Every third is no use of a feature.
          const usesOf = (piece: readonly Use[]) => piece.filter(({ day }) => day % 3 > 0);
          const note = (piece: readonly Use[]) => noteMembers(ports.sql, piece, usesOf(piece));
          for (const piece of pieces) {
            await note(piece);
            await Promise.all([note(piece), note(pieces[0] ?? [])]);
          }
          const uses = usesOf(pieces.flat());
          expect(await membersIn(ports.sql)).toEqual(seenIn(pieces.flat()));
          const all = await memberDaysOf(ports.sql, [1, 2]);
          for (const accountId of [1, 2]) expect(all.get(accountId) ?? []).toEqual(expected(uses, accountId, () => true));

          const [first, last] = [TODAY - back, TODAY - Math.floor(back / 2)];
          const isNear = (day: number) => blockOf(day) >= blockOf(first) && blockOf(day) <= blockOf(last);
          const isLate = (day: number) => isNear(day) || blockOf(day) === blockOf(TODAY);
          const spans = [
            { accountId: 1, first, last },
            { accountId: 2, first, last },
            { accountId: 2, first: TODAY, last: TODAY },
          ];
          // Also where somebody was there after the day that is taken for today.
          const around = await memberDaysAround(ports.sql, spans, TODAY - ago);
          expect(around.get(1) ?? []).toEqual(expected(uses, 1, isNear));
          expect(around.get(2) ?? []).toEqual(expected(uses, 2, isLate));

          // Whoever asks for late days only is not given those who were there before.
          for (const { days } of await ports.sql.query(sql`
            SELECT days FROM membership WHERE days IS NOT NULL UNION ALL SELECT days FROM nobody_days`)) {
            const blocks = blocksIn(String(days)).map(({ block }) => block);
            expect(blocks.at(-1)).toBe(Math.max(...blocks));
            expect(new Set(blocks).size).toBe(blocks.length);
          }
          // Who is counted anew is one who was seen, and stays one.
          const members = await membersIn(ports.sql);
          const days = [TODAY - BLOCK_DAYS, TODAY];
          const isSeen = members.some(({ account_id, user_id }) => account_id === 1 && user_id === 2);
          for (const userId of [2, 0]) {
            await rewriteMemberDays(ports.sql, 1, [{ userId, days }]);
            const rewritten = await memberDaysOf(ports.sql, [1, 2]);
            expect(rewritten.get(1) ?? []).toEqual(userId === 0 || isSeen ? [{ userId, days }] : []);
            expect(rewritten.get(2)).toEqual(all.get(2));
          }
          expect(await membersIn(ports.sql)).toEqual(members);
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
    await noteMembers(ports.sql, uses, uses);
    const [longest] = await ports.sql.query(sql`SELECT MAX(LENGTH(days)) AS bytes FROM membership`);
    expect(Number(longest?.bytes)).toBeGreaterThan(8_000);
    const all = await memberDaysOf(ports.sql, [1, 2]);
    for (const accountId of [1, 2]) expect(all.get(accountId)).toEqual(expected(uses, accountId, () => true));
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
