import type { Firing } from './condition';
import type { Counts } from './exact-test';
import { fitFirings } from './firings-fit';
import { probabilityOf } from './log-odds';

/** Rows in groups: the outcome is about as likely for those of one. */
export type Strata = { readonly of: Uint8Array; readonly count: number };

/** More would tell little more of what the others explain, and leave too few rows in each. */
const STRATA = 6;

export const oneStratum = (rows: number): Strata => ({ of: new Uint8Array(rows), count: 1 });

/** Rows by the chance that these conditions give them together, so that each group has about as much left to be explained. */
export function strataBy(firings: readonly Firing[], outcome: Uint8Array): Strata {
  if (firings.length === 0) return oneStratum(outcome.length);
  const { logOdds } = fitFirings(firings, outcome);
  const spread = logOdds.map((value) => probabilityOf(value) * (1 - probabilityOf(value)));
  const whole = spread.reduce((sum, value) => sum + value, 0);
  const rows = Int32Array.from(logOdds.keys()).sort((a, b) => (logOdds[a] ?? 0) - (logOdds[b] ?? 0));
  const of = new Uint8Array(outcome.length);
  let [stratum, sum, last] = [0, 0, NaN];
  for (const row of rows) {
    // Rows of one chance stay together.
    if (logOdds[row] !== last) stratum = Math.min(STRATA - 1, Math.floor((STRATA * sum) / whole));
    of[row] = stratum;
    sum += spread[row] ?? 0;
    last = logOdds[row] ?? 0;
  }
  return { of, count: STRATA };
}

export const takeStrata = ({ of, count }: Strata, rows: Int32Array): Strata => ({
  of: Uint8Array.from(rows, (row) => of[row] ?? 0),
  count,
});

/** Rows and outcomes of each stratum. */
export type Tally = { readonly rows: Int32Array; readonly outcomes: Int32Array };

export function tallyOf(strata: Strata, outcome: Uint8Array, rows: Iterable<number> = outcome.keys()): Tally {
  const tally = { rows: new Int32Array(strata.count), outcomes: new Int32Array(strata.count) };
  for (const row of rows) count(tally, strata, outcome, row);
  return tally;
}

export function count({ rows, outcomes }: Tally, { of }: Strata, outcome: Uint8Array, row: number): void {
  const stratum = of[row] ?? 0;
  rows[stratum] = (rows[stratum] ?? 0) + 1;
  outcomes[stratum] = (outcomes[stratum] ?? 0) + (outcome[row] ?? 0);
}

export const countsIn = (whole: Tally, fired: Tally): Counts[] =>
  Array.from(whole.rows, (rows, stratum) => ({
    rows,
    outcomes: whole.outcomes[stratum] ?? 0,
    fired: fired.rows[stratum] ?? 0,
    hits: fired.outcomes[stratum] ?? 0,
  }));
