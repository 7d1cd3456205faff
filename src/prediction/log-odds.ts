// Taken once: these run once a row and round, and some hosts look a global up slowly.
const { exp, log1p } = Math;

/** Probabilities are held this far from 0 and 1, so that one wrong row cannot make a mean infinite. */
const SMALLEST = 1e-15;

export function probabilityOf(logOdds: number): number {
  if (logOdds >= 0) return 1 / (1 + exp(-logOdds));
  const odds = exp(logOdds);
  return odds / (1 + odds);
}

export function logOddsOf(probability: number): number {
  const held = Math.min(1 - SMALLEST, Math.max(SMALLEST, probability));
  return Math.log(held / (1 - held));
}

/** What an outcome costs at these log-odds: -log of the probability that was given to what happened. Never overflows. */
export function lossAt(logOdds: number, label: number): number {
  const against = label === 1 ? -logOdds : logOdds;
  return against > 0 ? against + log1p(exp(-against)) : log1p(exp(against));
}

export function meanLoss(logOdds: Float64Array, outcome: Uint8Array): number {
  let sum = 0;
  for (let row = 0; row < outcome.length; row += 1) sum += lossAt(logOdds[row] ?? 0, outcome[row] ?? 0);
  return sum / outcome.length;
}
