import { marginOf } from '../revenue/margin';
import { costTable } from './revenue-margin';

const costs = { forgeCents: 1_000, supportCentsPerHour: 6_000, supportHours: 3, fixedCents: 900 };

test('the platform’s bill follows use, support is the same for each, the rest follows MRR, and no cent is lost', () => {
  const table = costTable(
    costs,
    ['a', 'b', 'c'],
    new Map([
      ['a', 30],
      ['b', 10],
      ['unpaid', 999],
    ]),
  );
  const { accounts, marginCents } = marginOf(
    new Map([
      ['a', 20_000],
      ['b', 10_000],
      ['c', 15_000],
    ]),
    table,
  );
  expect(accounts).toEqual([
    { account: 'a', revenueCents: 20_000, forgeCents: 750, supportCents: 6_000, fixedCents: 400, marginCents: 12_850 },
    { account: 'b', revenueCents: 10_000, forgeCents: 250, supportCents: 6_000, fixedCents: 200, marginCents: 3_550 },
    { account: 'c', revenueCents: 15_000, forgeCents: 0, supportCents: 6_000, fixedCents: 300, marginCents: 8_700 },
  ]);
  expect(marginCents).toBe(45_000 - 1_000 - 18_000 - 900);
});

test('support that does not divide evenly is still all of it', () => {
  const accounts = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const table = costTable({ ...costs, forgeCents: 0, fixedCents: 0, supportHours: 10, supportCentsPerHour: 6_001 }, accounts, new Map());
  const { accounts: rows } = marginOf(new Map(accounts.map((account) => [account, 0])), table);
  expect(rows.reduce((sum, { supportCents }) => sum + supportCents, 0)).toBe(60_010);
});

test('where no use is known the bill falls on all alike; without anybody it stays whole', () => {
  const alike = marginOf(
    new Map([
      ['a', 100],
      ['b', 100],
    ]),
    costTable(costs, ['a', 'b'], new Map()),
  );
  expect(alike.accounts.map(({ forgeCents }) => forgeCents)).toEqual([500, 500]);
  expect(marginOf(new Map(), costTable(costs, [], new Map())).marginCents).toBe(-1_900);
});
