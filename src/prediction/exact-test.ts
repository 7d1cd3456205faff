/** `hits` of `fired` rows have the outcome, `outcomes` of all `rows` have it. */
export type Counts = { readonly rows: number; readonly outcomes: number; readonly fired: number; readonly hits: number };

const { log, exp, sqrt, PI } = Math;
const EXACT_UP_TO = 256;
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
