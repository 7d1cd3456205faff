import { chanceAdded } from './adding';
import { type Candidate, candidatesOf, isBroad } from './candidates';
import { withoutLeaks } from './check-training';
import { type Condition, type Firing, firingOf, overlapOf, partsOf, type Single } from './condition';
import { type Cases, type Evidence, evidenceOfFiring } from './evidence';
import { falseDiscoveryAdjusted } from './exact-test';
import { type Pair, pairsOf } from './pairs';
import { refinementsOf } from './refinements';
import { type Strata, strataBy } from './strata';

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

/** Share of false ones among the proposals, on average: less than the one in ten that is promised, as some true ones lift next to nothing. */
const FALSE_SHARE = 0.08;
/**
 * Nothing is proposed of a family unless something in it holds at this stricter share, so that a vendor where there is nothing to be
 * found sees a proposal once in some twenty runs. What refines a proven condition needs no more: there is something to be found.
 */
const ANYTHING_AT_ALL = { singles: 0.035, pairs: 0.035, refinements: FALSE_SHARE } as const;
/** Small effects may be real and still of no use. */
const LEAST_LIFT = 1.15;
/** What a signal must add to those kept: the chance that it adds as much by luck. */
const ADDS = 0.01;
/** Each column is asked again beside what was found, and once more beside what was found so. */
const ROUNDS = 2;

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
  const { proven, beside } = provenOf(cases);
  const pairs = passing(pairsOf(table, outcome, seed), ANYTHING_AT_ALL.pairs);
  const found = usefulOf([...proven, ...refined(proven, cases, beside), ...pairs], cases);
  const kept = withoutRepeats(found, outcome);
  return kept.map((own) => ({
    condition: own.condition,
    evidence: own.evidence,
    adjustedP: own.adjustedP,
    actionable: partsOf(own.condition).some(({ column }) => actionable.has(column)),
    alternatives: found.filter((other) => !kept.includes(other) && nearest(other, kept) === own).map(({ condition }) => condition),
  }));
}

type Beside = (columns: readonly string[]) => Strata;
type Proven = Candidate & { readonly adjustedP: number };

/**
 * Each column alone, and if that shows anything, again beside the others: among accounts for which these make the outcome about as likely
 * there is less luck left to be told from. What others are taken beside it may be chosen by the outcome: a column that says nothing goes
 * along with neither, so that its chance is exact all the same.
 */
function provenOf(cases: Cases): { readonly proven: readonly Proven[]; readonly beside: Beside } {
  const { table, outcome } = cases;
  let beside = strataBeside([], outcome);
  let proven = passing(candidatesOf(table, outcome), ANYTHING_AT_ALL.singles);
  for (let round = 0; round < ROUNDS && proven.length > 0; round += 1) {
    const strata = strataBeside(withoutRepeats(usefulOf(proven, cases), outcome), outcome);
    proven = below(candidatesOf(table, outcome, { strataFor: (column) => strata([column]) }), FALSE_SHARE);
    beside = strata;
  }
  return { proven, beside };
}

/** Strata by those of some conditions that are on other columns; each made once. */
function strataBeside(conditions: readonly Found[], outcome: Uint8Array): Beside {
  const made = new Map<string, Strata>();
  return (columns) => {
    const others = conditions.filter(({ condition }) => partsOf(condition).every(({ column }) => !columns.includes(column)));
    const key = others.map((each) => conditions.indexOf(each)).join();
    const strata =
      made.get(key) ??
      strataBy(
        others.map(({ firing }) => firing),
        outcome,
      );
    made.set(key, strata);
    return strata;
  };
}

/** Those that are of use, the strongest first. */
function usefulOf(proven: readonly { readonly condition: Condition; readonly adjustedP: number }[], cases: Cases): Found[] {
  return proven
    .map(({ condition, adjustedP }) => {
      const firing = firingOf(condition, cases.table);
      return { condition, adjustedP, firing, evidence: evidenceOfFiring(firing, cases) };
    })
    .filter(({ evidence }) => evidence.lift >= LEAST_LIFT && evidence.interval.low > 1 && isBroad(evidence))
    .sort((a, b) => a.evidence.p - b.evidence.p);
}

/** Pairs with a proven part. Those of two proven ones are few, and not to pay for all the others. */
function refined(proven: readonly { readonly condition: Single }[], { table, outcome }: Cases, beside: Beside) {
  const columns = new Set(proven.map(({ condition }) => condition.column));
  const pairs = proven.flatMap(({ condition }) => refinementsOf(condition, { table, outcome, beside }));
  const isAmong = ({ condition }: Pair): boolean => partsOf(condition).every(({ column }) => columns.has(column));
  const [among, others] = [pairs.filter(isAmong), pairs.filter((pair) => !isAmong(pair))];
  return [...passing(among, ANYTHING_AT_ALL.refinements), ...passing(others, ANYTHING_AT_ALL.refinements)];
}

type Tried = { readonly p: number };

function passing<Of extends Tried>(tried: readonly Of[], strict: number): (Of & { adjustedP: number })[] {
  return below(tried, strict).length > 0 ? below(tried, FALSE_SHARE) : [];
}

/** Those of which this share is false on average. */
function below<Of extends Tried>(tried: readonly Of[], share: number): (Of & { adjustedP: number })[] {
  const adjusted = falseDiscoveryAdjusted(tried.map(({ p }) => p));
  return tried.map((each, index) => ({ ...each, adjustedP: adjusted[index] ?? 1 })).filter(({ adjustedP }) => adjustedP <= share);
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
