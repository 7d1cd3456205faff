/** `hits` of `fired` rows have the outcome, `outcomes` of all `rows` have it. */
export type Counts = { readonly rows: number; readonly outcomes: number; readonly fired: number; readonly hits: number };

const { log, exp, sqrt, PI } = Math;
const EXACT_UP_TO = 256;
/** Against the chances that are asked for. */
const NEXT_TO_NOTHING = 1e-18;
const logFactorials = new Float64Array(EXACT_UP_TO);
for (let n = 2; n < EXACT_UP_TO; n += 1) logFactorials[n] = (logFactorials[n - 1] ?? 0) + log(n);

/** Stirling's series beyond a table: right to 14 digits there. */
export function logFactorial(n: number): number {
  if (n < EXACT_UP_TO) return logFactorials[n] ?? 0;
  return n * log(n) - n + 0.5 * log(2 * PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3);
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/**
 * Fisher's exact test, one side: the probability of so many hits or more if firing had nothing to do with the outcome. The mid-p form:
 * exactly so many count half, or small counts would hardly ever be told from chance.
 */
export function chanceOfAsMany({ rows, outcomes, fired, hits }: Counts): number {
  const most = outcomes < fired ? outcomes : fired;
  let term = exp(logChoose(outcomes, hits) + logChoose(rows - outcomes, fired - hits) - logChoose(rows, fired));
  let sum = term / 2;
  for (let k = hits; k < most && term > 1e-18 * sum; k += 1) {
    term *= ((outcomes - k) / (k + 1)) * ((fired - k) / (rows - outcomes - fired + k + 1));
    sum += term;
  }
  return sum < 1 ? sum : 1;
}

/**
 * The same of rows in strata, each of which has its own share of outcomes: the chance of so many hits or more in all strata together if
 * firing had nothing to do with the outcome in any. Exact, in the mid-p form.
 */
export function chanceInStrata(strata: readonly Counts[]): number {
  const [first] = strata;
  if (first !== undefined && strata.length === 1) return chanceOfAsMany(first);
  let chances = Float64Array.of(1);
  let fewest = 0;
  let seen = 0;
  for (const counts of strata) {
    const own = chancesOfHits(counts);
    const sums = new Float64Array(chances.length + own.chances.length - 1);
    chances.forEach((chance, more) => {
      for (let hits = 0; hits < own.chances.length; hits += 1)
        sums[more + hits] = (sums[more + hits] ?? 0) + chance * (own.chances[hits] ?? 0);
    });
    chances = sums;
    fewest += own.fewest;
    seen += counts.hits;
  }
  let sum = (chances[seen - fewest] ?? 0) / 2;
  for (let place = Math.max(0, seen - fewest + 1); place < chances.length; place += 1) sum += chances[place] ?? 0;
  return sum < 1 ? sum : 1;
}

/** The chance of each number of hits from `fewest` on, if firing has nothing to do with the outcome; those next to impossible are left out. */
function chancesOfHits({ rows, outcomes, fired }: Counts): { readonly fewest: number; readonly chances: Float64Array } {
  const [least, most] = [Math.max(0, fired - (rows - outcomes)), Math.min(outcomes, fired)];
  const middle = Math.min(most, Math.max(least, Math.floor(((fired + 1) * (outcomes + 1)) / (rows + 2))));
  const top = exp(logChoose(outcomes, middle) + logChoose(rows - outcomes, fired - middle) - logChoose(rows, fired));
  const [less, more]: [number[], number[]] = [[], [top]];
  let chance = top;
  for (let hits = middle; hits < most && chance > NEXT_TO_NOTHING; hits += 1) {
    chance *= ((outcomes - hits) / (hits + 1)) * ((fired - hits) / (rows - outcomes - fired + hits + 1));
    more.push(chance);
  }
  chance = top;
  for (let hits = middle; hits > least && chance > NEXT_TO_NOTHING; hits -= 1) {
    chance *= (hits / (outcomes - hits + 1)) * ((rows - outcomes - fired + hits) / (fired - hits + 1));
    less.push(chance);
  }
  return { fewest: middle - less.length, chances: Float64Array.from([...less.reverse(), ...more]) };
}

/** How many standard errors the hits in all strata are above what would be there if firing had nothing to do with the outcome. */
export function errorsAbove(strata: readonly Counts[]): number {
  let [above, variance] = [0, 0];
  for (const { rows, outcomes, fired, hits } of strata) {
    if (rows < 2) continue;
    above += hits - (fired * outcomes) / rows;
    variance += (fired * (rows - fired) * outcomes * (rows - outcomes)) / (rows * rows * (rows - 1));
  }
  return variance > 0 ? above / sqrt(variance) : 0;
}

/** Upper tail of the standard normal; relative error below 1e-7 far into the tail. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + 0.5 * (z / sqrt(2)));
  const x = z / sqrt(2);
  const series =
    -1.26551223 +
    t *
      (1.00002368 +
        t *
          (0.37409196 +
            t *
              (0.09678418 +
                t * (-0.18628806 + t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
  return 0.5 * t * exp(-x * x + series);
}

/** The z whose upper tail is `p`, by halving. */
export function normalQuantile(p: number): number {
  let [low, high] = [-8, 38];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > p) low = middle;
    else high = middle;
  }
  return low;
}

/** Benjamini and Hochberg: p adjusted so that of those below q at most the share q is false on average. In the order given. */
export function falseDiscoveryAdjusted(ps: readonly number[]): number[] {
  const order = [...ps.keys()].sort((a, b) => (ps[b] ?? 1) - (ps[a] ?? 1));
  const adjusted = new Array<number>(ps.length).fill(1);
  let least = 1;
  order.forEach((index, place) => {
    const value = ((ps[index] ?? 1) * ps.length) / (ps.length - place);
    least = value < least ? value : least;
    adjusted[index] = least;
  });
  return adjusted;
}
