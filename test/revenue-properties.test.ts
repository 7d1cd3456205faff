import fc from 'fast-check';
import type { AccountState } from '../src/revenue/account-state';
import { type BridgeStep, bridgeByDay, bridgeByMonth, mrrOn } from '../src/revenue/bridge';
import { firstDayOf, monthOf } from '../src/revenue/calendar';
import { buildLedger, flagsOf, updateLedger, type Ledger } from '../src/revenue/ledger';
import type { TransactionLine } from '../src/revenue/line';
import { MOVEMENT_KINDS } from '../src/revenue/movement';
import { dayNumber } from '../src/platform/days';

const FIRST = dayNumber('2024-01-15');
const LAST = FIRST + 1_200;
const RUNS = { numRuns: Number(process.env.REVENUE_RUNS ?? 150) };

/** Few accounts, days and prices, so that lines meet: refunds find lines, sales overlap, accounts end and start together. */
const account = fc.constantFrom('A', 'B', 'C', 'D');
const startDay = fc.oneof(
  fc.nat(12).map((month) => FIRST + month * 30),
  fc.nat(400).map((days) => FIRST + days),
);
const days = fc.oneof(fc.constantFrom(28, 29, 30, 31, 365, 366), fc.integer({ min: 1, max: 120 }));
const price = fc.constantFrom(0, 5, 5000, 5001, 120_000, 10_002);

const loose: fc.Arbitrary<Partial<TransactionLine>> = fc.record({
  account,
  saleType: fc.constantFrom('New', 'Renewal', 'Upgrade', 'Downgrade', null),
  customerCents: price,
  billingPeriod: fc.constantFrom('Monthly', 'Annual', null),
  seats: fc.constantFrom(null, 10, 25, 50),
  prorated: fc.constantFrom(false, false, false, true),
  cloudId: fc.constantFrom(null, 's1', 's2'),
  contactDomain: fc.constantFrom(null, 'acme.test', 'gmail.com'),
});

type Planned = { readonly fields: Partial<TransactionLine>; readonly startDay: number; readonly days: number; readonly soldBefore: number };
const sale: fc.Arbitrary<Planned> = fc.record({ fields: loose, startDay, days, soldBefore: fc.constantFrom(0, 0, 0, 10, -7) });

/** What happens to a sale later: a refund of a part or the whole, named or not, alone or with a rebill. */
const aftermath = fc.record({
  of: fc.nat(30),
  after: fc.integer({ min: 1, max: 100 }),
  whole: fc.boolean(),
  named: fc.boolean(),
  share: fc.constantFrom(1, 1, 0.5, 1.5),
  rebill: fc.constantFrom(null, 0.5, 1, 2),
});

const lines: fc.Arbitrary<TransactionLine[]> = fc
  .tuple(fc.array(sale, { minLength: 1, maxLength: 14 }), fc.array(aftermath, { maxLength: 6 }))
  .map(([sales, afters]) => {
    const sold = sales.map(({ fields, startDay: from, days: span, soldBefore }, index) =>
      lineWith({
        ...fields,
        key: `L${index}`,
        transactionId: `T${index}`,
        startDay: from,
        endDay: from + span,
        saleDay: from - soldBefore,
      }),
    );
    return [...sold, ...afters.flatMap((after, index) => aftermathOf(sold, after, index))];
  });

function aftermathOf(sold: readonly TransactionLine[], after: typeof aftermath extends fc.Arbitrary<infer T> ? T : never, index: number) {
  const line = sold[after.of % sold.length]!;
  const saleDay = line.startDay! + after.after;
  const from = after.whole ? line.startDay! : Math.min(saleDay, line.endDay! - 1);
  const refund = lineWith({
    ...line,
    key: `R${index}`,
    transactionId: `TR${index}`,
    saleType: 'Refund',
    saleDay,
    startDay: from,
    customerCents: -Math.round(line.customerCents * after.share),
    originalTransactionId: after.named ? line.transactionId : null,
  });
  const rebill = lineWith({
    ...line,
    key: `B${index}`,
    transactionId: `TB${index}`,
    saleType: 'Upgrade',
    saleDay,
    startDay: from,
    customerCents: Math.round(line.customerCents * (after.rebill ?? 1)),
  });
  return after.rebill === null ? [refund] : [refund, rebill];
}

function lineWith(fields: Partial<TransactionLine>): TransactionLine {
  const customerCents = fields.customerCents ?? 0;
  return {
    key: 'L',
    transactionId: 'T',
    account: 'A',
    app: 'com.example.app',
    saleType: 'New',
    saleDay: FIRST,
    startDay: FIRST,
    endDay: FIRST + 31,
    billingPeriod: 'Monthly',
    tier: typeof fields.seats === 'number' ? `${fields.seats} Users` : null,
    seats: null,
    prorated: false,
    paymentStatus: 'Paid',
    originalTransactionId: null,
    updatedDay: null,
    hosting: 'Cloud',
    edition: 'Standard',
    region: null,
    cloudId: null,
    contactDomain: null,
    partner: null,
    discountCents: 0,
    partnerDiscountCents: 0,
    refundReason: null,
    ...fields,
    customerCents,
    netCents: Math.round(customerCents * 0.85),
  };
}

const settings = fc.record({ basis: fc.constantFrom('customer' as const, 'net' as const), graceDays: fc.constantFrom(0, 5, 14, 31, 45) });

/** What a ledger says, without what it keeps for itself. */
function figures(ledger: Ledger) {
  const accounts = [...ledger.accounts.values()].sort((a, b) => (a.account < b.account ? -1 : 1));
  return {
    months: bridgeByMonth(ledger, monthOf(FIRST) - 2, monthOf(LAST) + 14),
    movements: accounts.map(({ account: name, movements }) => [name, movements.map(({ day, kind, cents }) => [day, kind, cents])]),
    flags: flagsOf(ledger),
  };
}

const sumOf = (step: BridgeStep): number => MOVEMENT_KINDS.reduce((total, kind) => total + step[kind], 0);

/** MRR on a day, from what covers it. */
function coveredOn(ledger: Ledger, accounts: readonly AccountState[], day: number): number {
  return accounts.reduce((total, state) => total + mrrOn(ledger, state, day), 0);
}

test('opening + the seven movements = closing, and closing is the MRR of what covers the day, of any accounts', () => {
  fc.assert(
    fc.property(lines, settings, fc.array(account), (rows, chosen, names) => {
      const ledger = buildLedger(rows, chosen);
      const all = [...ledger.accounts.values()];
      for (const accounts of [all, all.filter(({ account: name }) => names.some((chosenName) => chosenName === name))]) {
        const steps = bridgeByDay(ledger, FIRST - 20, LAST, accounts);
        expect(steps.map(({ closing }) => closing)).toEqual(steps.map(({ day }) => coveredOn(ledger, accounts, day)));
        const months = bridgeByMonth(ledger, monthOf(FIRST) - 1, monthOf(LAST), accounts);
        expect(months.map(({ opening }) => opening)).toEqual([0, ...months.slice(0, -1).map(({ closing }) => closing)]);
        expect(months.map(({ closing }) => closing)).toEqual(
          months.map((_, index) => coveredOn(ledger, accounts, firstDayOf(monthOf(FIRST) + index) - 1)),
        );
        expect([...steps, ...months].filter((step) => step.opening + sumOf(step) !== step.closing)).toEqual([]);
        expect(
          [...steps, ...months].filter((step) => step.contraction > 0 || step.churn > 0 || step.new < 0 || step.expansion < 0),
        ).toEqual([]);
      }
    }),
    RUNS,
  );
});

test('transfers of all accounts cancel out on every day', () => {
  fc.assert(
    fc.property(lines, settings, (rows, chosen) => {
      const steps = bridgeByDay(buildLedger(rows, chosen), FIRST - 20, LAST);
      expect(steps.filter(({ transfer }) => transfer !== 0)).toEqual([]);
    }),
    RUNS,
  );
});

test('the order of the lines changes nothing', () => {
  fc.assert(
    fc.property(
      lines.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
      settings,
      ([rows, shuffled], chosen) => {
        expect(figures(buildLedger(shuffled, chosen))).toEqual(figures(buildLedger(rows, chosen)));
      },
    ),
    RUNS,
  );
});

test('the sum over the accounts is the total', () => {
  fc.assert(
    fc.property(lines, settings, (rows, chosen) => {
      const ledger = buildLedger(rows, chosen);
      const range = [monthOf(FIRST) - 1, monthOf(LAST)] as const;
      const each = [...ledger.accounts.values()].map((state) => bridgeByMonth(ledger, ...range, [state]));
      const fields = [...MOVEMENT_KINDS, 'opening', 'closing'] as const;
      const total = bridgeByMonth(ledger, ...range).map((month) => fields.map((field) => month[field]));
      expect(total.map((_, index) => fields.map((field) => each.reduce((sum, months) => sum + months[index]![field], 0)))).toEqual(total);
    }),
    RUNS,
  );
});

test('rows that arrive later change nothing before the first day that they cover or refund, less the grace or 30 days', () => {
  fc.assert(
    fc.property(
      lines.chain((rows) => fc.tuple(fc.constant(rows), fc.subarray(rows, { minLength: 1, maxLength: Math.min(3, rows.length) }))),
      settings,
      ([rows, late], chosen) => {
        const early = buildLedger(
          rows.filter((row) => !late.includes(row)),
          chosen,
        );
        const all = buildLedger(rows, chosen);
        const unchangedBefore = Math.min(...late.map((row) => row.startDay!)) - Math.max(chosen.graceDays, 30);
        const before = (ledger: Ledger) => bridgeByDay(ledger, FIRST - 20, unchangedBefore);
        expect(before(all)).toEqual(before(early));
      },
    ),
    RUNS,
  );
});

test('taking in rows in pieces, changed or withdrawn, comes to the same as all of them at once', () => {
  fc.assert(
    fc.property(
      lines,
      fc.array(fc.array(fc.tuple(fc.nat(30), fc.constantFrom('price', 'site', 'account', 'gone', 'back')))),
      settings,
      (rows, rounds, chosen) => {
        const half = Math.ceil(rows.length / 2);
        const ledger = buildLedger(rows.slice(0, half), chosen);
        updateLedger(ledger, { lines: rows.slice(half) });
        const current = new Map(rows.map((row) => [row.key, row]));
        for (const [round, changes] of rounds.entries()) {
          const changed: TransactionLine[] = [];
          const removed: TransactionLine[] = [];
          for (const [at, what] of changes) {
            const row = rows[at % rows.length]!;
            if (changed.some(({ key }) => key === row.key) || removed.some(({ key }) => key === row.key)) continue;
            const known = current.get(row.key) ?? row;
            const next = { ...known, updatedDay: FIRST + round };
            if (what === 'gone') removed.push(known);
            else if (what === 'price') changed.push({ ...next, customerCents: known.customerCents + 700 });
            else if (what === 'site') changed.push({ ...next, cloudId: known.cloudId === 's1' ? 's2' : 's1' });
            else if (what === 'account') changed.push({ ...next, account: known.account === 'A' ? 'B' : 'A' });
            else changed.push({ ...row, updatedDay: FIRST + round });
          }
          const moved = changed.flatMap(({ key, account: now }) => {
            const before = current.get(key);
            return before === undefined || before.account === now ? [] : [before];
          });
          for (const { key } of removed) current.delete(key);
          for (const row of changed) current.set(row.key, row);
          updateLedger(ledger, { lines: changed, removed: [...removed, ...moved] });
          expect(figures(ledger)).toEqual(figures(buildLedger(current.values(), chosen)));
        }
      },
    ),
    RUNS,
  );
});
