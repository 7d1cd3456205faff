import fc from 'fast-check';
import { vendor } from '../dev/bench/signals/vendor';
import { chanceOfBestCut } from '../src/prediction/best-cut';
import { candidatesOf } from '../src/prediction/candidates';
import { type Condition, firingOf, partsOf, wordsOf } from '../src/prediction/condition';
import { evidenceOf, sentenceOf } from '../src/prediction/evidence';
import {
  chanceInStrata,
  chanceOfAsMany,
  errorsAbove,
  falseDiscoveryAdjusted,
  logFactorial,
  normalQuantile,
  normalTail,
} from '../src/prediction/exact-test';
import { fitFirings } from '../src/prediction/firings-fit';
import { drawsFrom, shuffle } from '../src/prediction/random';
import { refinementsOf } from '../src/prediction/refinements';
import { fitRidge, ridgeLogOdds } from '../src/prediction/ridge';
import { proposeSignals } from '../src/prediction/signals';
import { strataBy } from '../src/prediction/strata';
import type { Table } from '../src/prediction/table';

test('Fisher by hand: 3 of 3 outcomes among 4 of 8 rows; exactly as many count half', () => {
  // C(3,3) C(5,1) / C(8,4) = 5 / 70
  expect(chanceOfAsMany({ rows: 8, outcomes: 3, fired: 4, hits: 3 })).toBeCloseTo(5 / 140, 12);
  // and 2 of 3: C(3,2) C(5,2) / 70 = 30 / 70
  expect(chanceOfAsMany({ rows: 8, outcomes: 3, fired: 4, hits: 2 })).toBeCloseTo(15 / 70 + 5 / 70, 12);
});

describe('in strata', () => {
  const stratum = fc
    .record({ rows: fc.integer({ min: 1, max: 9 }), outcomes: fc.nat(9), fired: fc.nat(9), hits: fc.nat(9) })
    .map(({ rows, outcomes, fired, hits }) => {
      const [some, on] = [Math.min(rows, outcomes), Math.min(rows, fired)];
      const least = Math.max(0, some + on - rows);
      return { rows, outcomes: some, fired: on, hits: Math.min(Math.min(some, on), least + hits) };
    });
  /** Every choice of fired rows in turn: how many of them hit so often. The first rows of a stratum have the outcome. */
  const choices = ({ rows, outcomes, fired }: { rows: number; outcomes: number; fired: number }): number[] => {
    const ways = new Array<number>(rows + 1).fill(0);
    for (let chosen = 0; chosen < 2 ** rows; chosen += 1) {
      const on = ways.flatMap((_, row) => ((chosen >> row) & 1 ? [row] : []));
      const hits = on.filter((row) => row < outcomes).length;
      if (on.length === fired) ways[hits] = ways[hits]! + 1;
    }
    return ways;
  };

  test('the chance is that of all choices of rows counted out, stratum by stratum', () => {
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 3 }), (strata) => {
        const all = strata.map(choices).reduce(
          (sums, ways) => {
            const next = new Array<number>(sums.length + ways.length - 1).fill(0);
            sums.forEach((sum, more) => ways.forEach((way, hits) => (next[more + hits] = next[more + hits]! + sum * way)));
            return next;
          },
          [1],
        );
        const seen = strata.reduce((sum, { hits }) => sum + hits, 0);
        const total = all.reduce((sum, ways) => sum + ways, 0);
        const asMany = all.slice(seen + 1).reduce((sum, ways) => sum + ways, 0) + all[seen]! / 2;
        expect(chanceInStrata(strata)).toBeCloseTo(asMany / total, 10);
      }),
      { numRuns: 60 },
    );
  });

  test('a single one is Fisher’s test; many rows are nearly normal, however they are split', () => {
    const counts = { rows: 400, outcomes: 60, fired: 40, hits: 12 };
    expect(chanceInStrata([counts])).toBe(chanceOfAsMany(counts));
    expect(chanceInStrata([counts, { rows: 3, outcomes: 0, fired: 2, hits: 0 }])).toBeCloseTo(chanceOfAsMany(counts), 12);
    const strata = [
      { rows: 9000, outcomes: 900, fired: 3000, hits: 330 },
      { rows: 3000, outcomes: 1500, fired: 1000, hits: 540 },
    ];
    expect(Math.abs(chanceInStrata(strata) / normalTail(errorsAbove(strata)) - 1)).toBeLessThan(0.1);
  });

  const drawn = (seed: number, rows: number) => {
    const draw = drawsFrom(seed);
    const flag = (share: number) => Uint8Array.from({ length: rows }, () => (draw() < share ? 1 : 0));
    const causes = [flag(0.4), flag(0.3), flag(0.2)];
    const outcome = Uint8Array.from({ length: rows }, (_, row) =>
      draw() < [0.05, 0.2, 0.6, 0.9][causes.reduce((sum, own) => sum + own[row]!, 0)]! ? 1 : 0,
    );
    return { draw, causes, outcome };
  };

  test('a fit on what fires is ridge regression on it', () => {
    const { causes, outcome } = drawn(3, 300);
    const columns = causes.map((firing) => Float64Array.from(firing));
    const slow = ridgeLogOdds(columns, fitRidge(columns, outcome, { lambda: 0.1 }), 300);
    const { logOdds, loss } = fitFirings(causes, outcome);
    expect(Math.max(...logOdds.map((value, row) => Math.abs(value - slow[row]!)))).toBeLessThan(1e-4);
    expect(loss).toBeCloseTo(
      logOdds.reduce((sum, value, row) => sum + Math.log1p(Math.exp(outcome[row] === 1 ? -value : value)), 0),
      8,
    );
    // Told perfectly, twice: the penalty keeps it finite.
    expect(fitFirings([outcome, outcome], outcome).weights.every((weight) => Number.isFinite(weight) && weight > 1)).toBe(true);
  });

  test('rows on which the same ones fire are in one, and the likelier the outcome the higher', () => {
    const { causes, outcome } = drawn(4, 500);
    const { of, count } = strataBy(causes, outcome);
    const { logOdds } = fitFirings(causes, outcome);
    const rows = [...of.keys()].sort((a, b) => logOdds[a]! - logOdds[b]!);
    rows.slice(1).forEach((row, place) => {
      const before = rows[place]!;
      expect(of[row]! - of[before]!).toBeGreaterThanOrEqual(0);
      if (logOdds[row] === logOdds[before]) expect(of[row]).toBe(of[before]);
    });
    expect(Math.max(...of)).toBeLessThan(count);
    expect(new Set(of).size).toBeGreaterThan(2);
    expect(strataBy([], outcome)).toEqual({ of: new Uint8Array(500), count: 1 });
  });

  test('a column that says nothing seems to one time in twenty at five in a hundred, beside signals that say much', () => {
    const ps = Array.from({ length: 200 }, (_, seed) => {
      const { draw, causes, outcome } = drawn(500 + seed, 250);
      const values = (of: () => number) => Float64Array.from({ length: 250 }, of);
      const columns = [
        { kind: 'number', name: 'even', values: values(draw) },
        { kind: 'number', name: 'count', values: values(() => Math.floor(-2 * Math.log(1 - draw()))) },
        { kind: 'number', name: 'flag', values: values(() => (draw() < 0.2 ? 1 : 0)) },
        { kind: 'category', name: 'text', levels: ['a', 'b', 'c'], codes: Int32Array.from(values(draw), (value) => Math.floor(3 * value)) },
      ] as const;
      const strata = strataBy(causes, outcome);
      return candidatesOf({ rows: 250, columns }, outcome, { strataFor: () => strata }).map(({ p }) => p);
    }).flat();
    // 40 of 800 are expected.
    expect(ps.length).toBe(800);
    expect(ps.filter((p) => p <= 0.05).length).toBeLessThanOrEqual(58);
    expect(ps.filter((p) => p <= 0.05).length).toBeGreaterThanOrEqual(20);
    expect(ps.filter((p) => p <= 0.01).length).toBeLessThanOrEqual(17);
  });

  test('what goes along with a signal says nothing beside it; what tells more on its own tells it more clearly', () => {
    const gained = Array.from({ length: 40 }, (_, seed) => {
      const { draw, causes, outcome } = drawn(900 + seed, 600);
      const [first = new Uint8Array(), ...others] = causes;
      const alike = first.map((fires) => (draw() < 0.8 ? fires : draw() < 0.4 ? 1 : 0));
      const columns = [first, alike].map((firing, index) => ({
        kind: 'number' as const,
        name: `${index}`,
        values: Float64Array.from(firing),
      }));
      const asked = (firings: readonly Uint8Array[]) =>
        candidatesOf({ rows: 600, columns }, outcome, { strataFor: () => strataBy(firings, outcome) }).map(({ p }) => p);
      const [alone, besideOthers, besideFirst] = [asked([]), asked(others), asked([first])];
      return { alike: alone[1]!, beside: besideFirst[1]!, clearer: Math.log(alone[0]! / besideOthers[0]!) };
    });
    expect(gained.filter(({ alike }) => alike < 0.001).length).toBeGreaterThan(35);
    expect(gained.filter(({ beside }) => beside < 0.05).length).toBeLessThanOrEqual(6);
    expect(gained.reduce((sum, { clearer }) => sum + clearer, 0) / 40).toBeGreaterThan(2);
  });
});

test('factorials beyond the table, tails of the normal and their inverse', () => {
  let sum = 0;
  for (let n = 2; n <= 1000; n += 1) sum += Math.log(n);
  expect(logFactorial(1000)).toBeCloseTo(sum, 8);
  expect(normalTail(1.959963985)).toBeCloseTo(0.025, 7);
  expect(normalTail(6) / 9.865876e-10).toBeCloseTo(1, 4);
  fc.assert(fc.property(fc.double({ min: 0.01, max: 7, noNaN: true }), (z) => Math.abs(normalQuantile(normalTail(z)) - z) < 1e-6));
});

test('Benjamini and Hochberg by hand', () => {
  const adjusted = falseDiscoveryAdjusted([0.04, 0.001, 0.03, 0.5]);
  [0.16 / 3, 0.004, 0.16 / 3, 0.5].forEach((value, index) => {
    expect(adjusted[index]).toBeCloseTo(value, 12);
  });
});

test('the price of choosing the best cut covers what shuffled outcomes find', () => {
  const rows = 200;
  const cuts = Array.from({ length: 19 }, (_, index) => 10 * (index + 1));
  const draw = drawsFrom(1);
  const labels = Int32Array.from({ length: rows }, (_, row) => (row < 60 ? 1 : 0));
  let false_ = 0;
  for (let run = 0; run < 400; run += 1) {
    shuffle(labels, draw);
    let [hits, least, place] = [0, 1, 0];
    for (const cut of cuts) {
      for (; place < cut; place += 1) hits += labels[place]!;
      const below = chanceOfAsMany({ rows, outcomes: 60, fired: cut, hits });
      const above = chanceOfAsMany({ rows, outcomes: 60, fired: rows - cut, hits: 60 - hits });
      least = Math.min(least, below, above);
    }
    if (chanceOfBestCut(least, { rows, outcomes: 60, below: cuts, isBroad: () => true }) <= 0.05) false_ += 1;
  }
  // 20 of 400 are expected.
  expect(false_).toBeLessThanOrEqual(32);
  expect(false_).toBeGreaterThanOrEqual(10);
});

const table: Table = {
  rows: 6,
  columns: [
    { kind: 'number', name: 'seats', values: Float64Array.of(1, 5, NaN, 9, 5, 2) },
    { kind: 'category', name: 'plan', levels: ['free', 'paid'], codes: Int32Array.of(0, 1, 0, -1, 0, 1) },
  ],
};

test('conditions fire, do not, or cannot be said', () => {
  const fires = (condition: Condition) => [...firingOf(condition, table)].join('');
  expect(fires({ kind: 'atLeast', column: 'seats', threshold: 5 })).toBe('012110');
  expect(fires({ kind: 'below', column: 'seats', threshold: 5 })).toBe('102001');
  expect(fires({ kind: 'is', column: 'plan', level: 'free' })).toBe('101210');
  expect(fires({ kind: 'missing', column: 'seats' })).toBe('001000');
  expect(fires({ kind: 'is', column: 'gone', level: 'free' })).toBe('222222');
  const both: Condition = {
    kind: 'both',
    of: [
      { kind: 'atLeast', column: 'seats', threshold: 5 },
      { kind: 'is', column: 'plan', level: 'free' },
    ],
  };
  expect(fires(both)).toBe('002210');
  expect(wordsOf(both, new Map([['seats', 'number of seats']]))).toBe('number of seats at least 5 and plan is free');
});

test('evidence by hand, and in words', () => {
  const cases = {
    table,
    outcome: Uint8Array.of(0, 1, 1, 1, 0, 0),
    period: Int32Array.of(1, 1, 1, 2, 2, 2),
    daysAhead: Int32Array.of(0, 12, 3, 20, 0, 0),
  };
  const condition: Condition = { kind: 'atLeast', column: 'seats', threshold: 5 };
  const evidence = evidenceOf(condition, cases);
  // The row without seats says nothing: 5 rows, 2 outcomes; 3 fire, 2 of them with the outcome.
  expect(evidence).toMatchObject({ rows: 5, outcomes: 2, fired: 3, hits: 2, support: 0.6, baseRate: 0.4, recall: 1, medianDaysAhead: 12 });
  expect(evidence.lift).toBeCloseTo(2 / 3 / 0.4, 12);
  expect(evidence.interval.low).toBeLessThan(evidence.lift);
  expect(evidence.interval.high).toBeGreaterThanOrEqual(evidence.lift);
  expect(evidence.periods).toEqual([
    { period: 1, fired: 1, hits: 1, lift: 2, due: 1 / 2 },
    { period: 2, fired: 2, hits: 1, lift: 1.5, due: 2 / 3 },
  ]);
  expect(sentenceOf(condition, evidence, { unit: 'Accounts', happens: 'leave' })).toMatch(
    /^Accounts with seats at least 5 leave 1\.7 times \(between \d\.\d and \d\.\d\) as often as accounts on the whole: 2 of 3, against 40%\. It fired 12 days ahead/,
  );
});

test('planted signals of a vendor are found, and a decoy is not proposed beside its cause', () => {
  const { planted, accounts } = vendor({ seed: 4, noise: false });
  const signals = proposeSignals(accounts(1500, 77), { seed: 1, actionable: new Set(['count 0']) });
  const columns = signals.map(({ condition }) => (condition.kind === 'both' ? '' : condition.column));
  const causes = planted.map(({ condition }) => (condition.kind === 'both' ? '' : condition.column));
  expect(columns.filter((column) => causes.includes(column)).length).toBeGreaterThanOrEqual(4);
  expect(columns.filter((column) => column.startsWith('decoy'))).toEqual([]);
  expect(signals.some(({ alternatives }) => alternatives.length > 0)).toBe(true);
  for (const { evidence, adjustedP } of signals) {
    expect(evidence.lift).toBeGreaterThan(1.1);
    expect(adjustedP).toBeLessThanOrEqual(0.1);
  }
});

test('conditions of a simulated vendor have the lifts that they were planted with, as fresh accounts show', () => {
  const { planted, accounts } = vendor({ seed: 4, noise: false });
  const fresh = accounts(60_000, 77);
  expect(planted).toHaveLength(8);
  for (const { condition, lift } of planted) {
    expect(lift).toBeGreaterThanOrEqual(1.3);
    expect(lift).toBeLessThanOrEqual(4);
    expect(evidenceOf(condition, fresh).lift / lift).toBeGreaterThan(0.93);
    expect(evidenceOf(condition, fresh).lift / lift).toBeLessThan(1.07);
  }
});

test('a column that is the outcome itself is no signal unless somebody is sure of it', () => {
  const { table, outcome } = vendor({ seed: 4, noise: true }).accounts(300, 5);
  const leaky = {
    rows: 300,
    columns: [...table.columns.slice(0, 5), { kind: 'number' as const, name: 'gone', values: Float64Array.from(outcome) }],
  };
  const columns = (sure?: ReadonlySet<string>) =>
    proposeSignals({ table: leaky, outcome }, { seed: 1, sure }).flatMap(({ condition }) => partsOf(condition).map(({ column }) => column));
  expect(columns()).not.toContain('gone');
  expect(columns(new Set(['gone']))).toContain('gone');
});

test('where there is nothing to find, ten vendors see one proposal at most', () => {
  const proposed = (first: number, vendors: number) =>
    Array.from({ length: vendors }, (_, index) => first + index)
      .map((seed) => proposeSignals(vendor({ seed, noise: true }).accounts(300, seed), { seed }).length)
      .reduce((sum, count) => sum + count, 0);
  expect(proposed(40, 10)).toBeLessThanOrEqual(1);
  expect(proposed(600, 30)).toBeLessThanOrEqual(3);
});

test('a single cut costs nothing: its chance is that of its one condition', () => {
  const counts = { rows: 400, outcomes: 60, fired: 40, hits: 12 };
  const p = chanceOfAsMany(counts);
  const isAbove = ({ fired }: { fired: number }) => fired === 40;
  expect(chanceOfBestCut(p, { rows: 400, outcomes: 60, below: [360], isBroad: isAbove })).toBeCloseTo(p, 12);
});

describe('what refines a proven condition', () => {
  const first = { kind: 'atLeast', column: 'users', threshold: 0 } as const;
  /** Users and seats from -1 to 1, and how likely the outcome is. */
  const drawn = (seed: number, rows: number, chance: (users: number, seats: number) => number) => {
    const draw = drawsFrom(seed);
    const [users, seats] = [0, 1].map(() => Float64Array.from({ length: rows }, () => 2 * draw() - 1));
    const outcome = Uint8Array.from({ length: rows }, (_, row) => (draw() < chance(users![row]!, seats![row]!) ? 1 : 0));
    const columns = [
      { kind: 'number', name: 'users', values: users! },
      { kind: 'number', name: 'seats', values: seats! },
    ] as const;
    return { table: { rows, columns }, outcome };
  };
  const refined = (...of: Parameters<typeof drawn>) => {
    return refinementsOf(first, drawn(...of))[0];
  };

  test('the other part of a pair is found, and both parts are cut near the truth', () => {
    const pair = refined(1, 1500, (users, seats) => (users > 0.1 && seats < 0.2 ? 0.5 : 0.1));
    expect(pair?.p).toBeLessThan(1e-6);
    const [own, other] = partsOf(pair!.condition);
    expect(own).toMatchObject({ kind: 'atLeast', column: 'users' });
    expect(other).toMatchObject({ kind: 'below', column: 'seats' });
    expect(own?.kind === 'atLeast' && Math.abs(own.threshold - 0.1)).toBeLessThan(0.15);
    expect(other?.kind === 'below' && Math.abs(other.threshold - 0.2)).toBeLessThan(0.15);
  });

  test('of a column that says nothing, one in twenty seems to at five in a hundred, however strong the first is', () => {
    const runs = Array.from({ length: 400 }, (_, seed) => refined(seed, 200, (users) => (users > 0 ? 0.6 : 0.1)));
    expect(runs.filter((pair) => pair !== undefined && pair.p <= 0.05).length).toBeLessThanOrEqual(32);
  });

  test('two that only add up are no pair', () => {
    const runs = Array.from({ length: 100 }, (_, seed) =>
      refined(seed, 600, (users, seats) => 1 / (1 + Math.exp(2 - (users > 0 ? 1.5 : 0) - (seats > 0 ? 1.5 : 0)))),
    );
    expect(runs.filter((pair) => pair !== undefined && pair.p <= 0.05).length).toBeLessThanOrEqual(11);
  });
});

test('no rows, one class and three accounts give no proposals and no crash', () => {
  const empty: Table = {
    rows: 0,
    columns: table.columns.map((column) =>
      column.kind === 'number' ? { ...column, values: new Float64Array() } : { ...column, codes: new Int32Array() },
    ),
  };
  expect(proposeSignals({ table: empty, outcome: new Uint8Array() }, { seed: 1 })).toEqual([]);
  expect(proposeSignals({ table, outcome: new Uint8Array(6) }, { seed: 1 })).toEqual([]);
  expect(proposeSignals({ table, outcome: new Uint8Array(6).fill(1) }, { seed: 1 })).toEqual([]);
});
