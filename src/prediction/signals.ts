import { chanceAdded } from './adding';
import { candidatesOf, isBroad } from './candidates';
import { withoutLeaks } from './check-training';
import { type Condition, type Firing, firingOf, overlapOf, partsOf, type Single } from './condition';
import { type Cases, type Evidence, evidenceOfFiring } from './evidence';
import { falseDiscoveryAdjusted } from './exact-test';
import { type Pair, pairsOf } from './pairs';
import { refinementsOf } from './refinements';

export type Signal = {
  readonly condition: Condition;
  readonly evidence: Evidence;
  /** After every condition that was tried: of proposals below q, at most the share q is false on average. */
  readonly adjustedP: number;
  /** Whether anyone can do something about it, or it only foretells. */
  readonly actionable: boolean;
  /** Others that were found and add nothing to this one. */
  readonly alternatives: readonly Condition[];
};

export type ProposalOptions = {
  readonly seed: number;
  /** Columns that someone can act on. */
  readonly actionable?: ReadonlySet<string>;
  /** Columns that tell all outcomes and are known before them all the same; others that do are left out. */
  readonly sure?: ReadonlySet<string> | undefined;
};

/** Share of false ones among the proposals, on average. */
const FALSE_SHARE = 0.1;
/**
 * Nothing is proposed of a family unless something in it holds at this stricter share, so that a vendor where there is nothing to be
 * found sees a proposal once in some twenty runs. What refines a proven condition needs no more: there is something to be found.
 */
const ANYTHING_AT_ALL = { singles: 0.035, pairs: 0.035, refinements: FALSE_SHARE } as const;
/** Small effects may be real and still of no use. */
const LEAST_LIFT = 1.15;
/** What a signal must add to those kept: the chance that it adds as much by luck. */
const ADDS = 0.01;

/**
 * Conditions that tell outcomes apart, the strongest first. Each column is one question whatever its cuts and levels (its p pays for
 * them), each pair one of a family of its own: of two proven conditions, of a proven one with any other, of any two. Of those that
 * say the same only the one that others add nothing to is proposed.
 *
 * Benjamini and Hochberg, not Yekutieli: questions of one vendor hang together the benign way (columns that rise together),
 * for which the former is proven; the latter would pay a factor of six for dependences that counts and shares do not have.
 */
export function proposeSignals(all: Cases, { seed, actionable = new Set(), sure }: ProposalOptions): Signal[] {
  const { outcome } = all;
  const cases = withoutLeaks(all, sure);
  const { table } = cases;
  const singles = passing(candidatesOf(table, outcome), ANYTHING_AT_ALL.singles);
  const found = [...singles, ...refined(singles, cases), ...passing(pairsOf(table, outcome, seed), ANYTHING_AT_ALL.pairs)]
    .map(({ condition, adjustedP }) => {
      const firing = firingOf(condition, table);
      return { condition, adjustedP, firing, evidence: evidenceOfFiring(firing, cases) };
    })
    .filter(({ evidence }) => evidence.lift >= LEAST_LIFT && evidence.interval.low > 1 && isBroad(evidence))
    .sort((a, b) => a.evidence.p - b.evidence.p);
  const kept = withoutRepeats(found, outcome);
  return kept.map((own) => ({
    condition: own.condition,
    evidence: own.evidence,
    adjustedP: own.adjustedP,
    actionable: partsOf(own.condition).some(({ column }) => actionable.has(column)),
    alternatives: found.filter((other) => !kept.includes(other) && nearest(other, kept) === own).map(({ condition }) => condition),
  }));
}

/** Pairs with a proven part. Those of two proven ones are few, and not to pay for all the others. */
function refined(proven: readonly { readonly condition: Single }[], { table, outcome }: Cases) {
  const columns = new Set(proven.map(({ condition }) => condition.column));
  const pairs = proven.flatMap(({ condition }) => refinementsOf(condition, table, outcome));
  const isAmong = ({ condition }: Pair): boolean => partsOf(condition).every(({ column }) => columns.has(column));
  const [among, others] = [pairs.filter(isAmong), pairs.filter((pair) => !isAmong(pair))];
  return [...passing(among, ANYTHING_AT_ALL.refinements), ...passing(others, ANYTHING_AT_ALL.refinements)];
}

function passing<Of extends { readonly p: number }>(tried: readonly Of[], strict: number): (Of & { adjustedP: number })[] {
  const adjusted = falseDiscoveryAdjusted(tried.map(({ p }) => p));
  const all = tried.map((each, index) => ({ ...each, adjustedP: adjusted[index] ?? 1 }));
  return all.some(({ adjustedP }) => adjustedP <= strict) ? all.filter(({ adjustedP }) => adjustedP <= FALSE_SHARE) : [];
}

type Found = { readonly condition: Condition; readonly adjustedP: number; readonly firing: Firing; readonly evidence: Evidence };

/** Strongest first, each must add to those before it; then whatever adds nothing to all others goes, the weakest first. */
function withoutRepeats(found: readonly Found[], outcome: Uint8Array): Found[] {
  const kept: Found[] = [];
  const chance = (own: Found, others: readonly Found[]): number =>
    chanceAdded(
      own.firing,
      others.map(({ firing }) => firing),
      outcome,
    );
  for (const each of found) if (chance(each, kept) <= ADDS) kept.push(each);
  for (;;) {
    const idle = kept.map((each) =>
      chance(
        each,
        kept.filter((other) => other !== each),
      ),
    );
    const worst = idle.reduce((most, each, index) => (each > (idle[most] ?? 0) ? index : most), 0);
    if (kept.length < 2 || (idle[worst] ?? 0) <= ADDS) return kept;
    kept.splice(worst, 1);
  }
}

/** The kept one that fires most alike. */
function nearest(own: Found, kept: readonly Found[]): Found | undefined {
  return kept.toSorted((a, b) => overlapOf(own.firing, b.firing) - overlapOf(own.firing, a.firing))[0];
}
