import { chanceOfAsMany, type Counts, logFactorial, normalQuantile, normalTail } from './exact-test';

/** Cuts of a column: `below` holds the rows below each, rising; a condition may fire below a cut or above it, where `isBroad` allows. */
export type Cuts = {
  readonly rows: number;
  readonly outcomes: number;
  readonly below: readonly number[];
  readonly isBroad: (counts: Counts) => boolean;
};

const { exp, sqrt, PI } = Math;
/** Chances above this are no evidence, however exact. */
const WORTH_COUNTING = 0.2;
const NOTHING = 1e-20;
/** Chances this near one another are the same: counts that are exactly as good. */
const TIE = 1e-9;

/**
 * The chance that the best of all conditions on these cuts comes out as well as `p` does for one, if the column had nothing to do with the
 * outcome; exactly as well counts half, as it does for one condition.
 */
export function chanceOfBestCut(p: number, cuts: Cuts): number {
  const bound = boundOfBestCut(p, cuts.below, cuts.rows);
  if (bound > WORTH_COUNTING) return bound;
  const chance = (chanceOfLess(p * (1 + TIE), cuts) + chanceOfLess(p * (1 - TIE), cuts)) / 2;
  return Math.min(1, Math.max(p, chance));
}

/**
 * The chance that some condition on these cuts comes out below `p`. Exact: the hits below one cut after the other are a chain whose steps
 * are draws without replacement, and what is summed is the chance that it first leaves, at some cut, the range in which no condition is
 * that good.
 */
function chanceOfLess(p: number, cuts: Cuts): number {
  const { rows, outcomes, below } = cuts;
  let chances = new Float64Array(outcomes + 1);
  chances[0] = 1;
  let [from, to] = [0, 0];
  let place = 0;
  let left = 0;
  for (const next of below) {
    const drawn = next - place;
    const { least, most } = rangeAt(p, next, cuts);
    const moved = new Float64Array(outcomes + 1);
    for (let hits = from; hits <= to; hits += 1) {
      const chance = chances[hits] ?? 0;
      if (chance < NOTHING) continue;
      left += spread(chance, { rows: rows - place, outcomes: outcomes - hits, drawn, hits, least, most }, moved);
    }
    [from, to] = [Math.max(0, least), Math.min(outcomes, most)];
    chances = moved;
    place = next;
  }
  return left;
}

/** The hits below a cut, `least` to `most`, with which neither of its conditions is as good as `p`. */
function rangeAt(p: number, below: number, { rows, outcomes, isBroad }: Cuts): { least: number; most: number } {
  const isGood = (counts: Counts): boolean => isBroad(counts) && chanceOfAsMany(counts) <= p;
  const goodBelow = (hits: number): boolean => isGood({ rows, outcomes, fired: below, hits });
  const goodAbove = (hits: number): boolean => isGood({ rows, outcomes, fired: rows - below, hits: outcomes - hits });
  const fewest = Math.max(0, outcomes - (rows - below));
  const mostOfAll = Math.min(outcomes, below);
  // From the middle outwards by halving: the more hits on its side, the better a condition.
  const middle = Math.floor((outcomes * below) / rows);
  let [most, tooMany] = [middle, mostOfAll + 1];
  while (tooMany - most > 1) {
    const half = (most + tooMany) >> 1;
    if (goodBelow(half)) tooMany = half;
    else most = half;
  }
  let [least, tooFew] = [middle, fewest - 1];
  while (least - tooFew > 1) {
    const half = (least + tooFew) >> 1;
    if (goodAbove(half)) tooFew = half;
    else least = half;
  }
  return { least, most };
}

type Draw = {
  readonly rows: number;
  readonly outcomes: number;
  readonly drawn: number;
  /** So far, and the range that they must stay in. */
  readonly hits: number;
  readonly least: number;
  readonly most: number;
};

/** Moves a chance to where the next rows take it; returns what leaves the range. */
function spread(chance: number, { rows, outcomes, drawn, hits, least, most }: Draw, moved: Float64Array): number {
  const fewest = Math.max(0, drawn - (rows - outcomes));
  const mostOfAll = Math.min(outcomes, drawn);
  const middle = Math.min(mostOfAll, Math.max(fewest, Math.floor(((drawn + 1) * (outcomes + 1)) / (rows + 2))));
  const top = chance * exp(logChoose(outcomes, middle) + logChoose(rows - outcomes, drawn - middle) - logChoose(rows, drawn));
  let left = 0;
  const put = (more: number, value: number): void => {
    const at = hits + more;
    if (at < least || at > most) left += value;
    else moved[at] = (moved[at] ?? 0) + value;
  };
  let value = top;
  for (let more = middle; more <= mostOfAll && value > NOTHING; more += 1) {
    put(more, value);
    value *= ((outcomes - more) / (more + 1)) * ((drawn - more) / (rows - outcomes - drawn + more + 1));
  }
  value = top;
  for (let more = middle; more > fewest && value > NOTHING; more -= 1) {
    value *= (more / (outcomes - more + 1)) * ((rows - outcomes - drawn + more) / (drawn - more + 1));
    put(more - 1, value);
  }
  return left;
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** From above and at once: the improved Bonferroni bound of Lausen and Schumacher for all cuts, both ways. */
function boundOfBestCut(p: number, below: readonly number[], rows: number): number {
  const b = normalQuantile(p);
  if (b < 0.5) return 1;
  const single = 2 * normalTail(b);
  let sum = single;
  for (let index = 1; index < below.length; index += 1) {
    const [first, second] = [below[index - 1] ?? 0, below[index] ?? 0];
    const t = sqrt(1 - (first * (rows - second)) / ((rows - first) * second));
    const step = (exp((-b * b) / 2) / PI) * (t - ((b * b) / 4 - 1) * (t ** 3 / 6));
    // Never more than a cut of its own would cost, and some of it even where the series ends too early.
    sum += step > single ? single : step < single * t * t ? single * t * t : step;
  }
  return sum < 1 ? sum : 1;
}
