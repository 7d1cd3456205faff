import { createHash } from 'node:crypto';

/** JSON with keys in order, so that equal content has equal text. What JSON cannot say is left out, or null in a list. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const fields = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
  return `{${fields.join(',')}}`;
}

/** The first `characters` of a SHA-256 in hexadecimal. */
export function hashOf(text: string, characters = 32): string {
  return createHash('sha256').update(text).digest('hex').slice(0, characters);
}

/** Fields that reports rewrite without anything having happened. */
const NOISE = new Set([
  'lastUpdated',
  'parentProductEdition',
  'parentProductName',
  'changeInParentProductEdition',
  'oldParentProductEdition',
]);
/** Fields that a licence has only when the export was asked for them and its window allows it. */
const INSIGHTS = [
  'evaluationOpportunitySize',
  'evaluationLicense',
  'daysToConvertEval',
  'evaluationStartDate',
  'evaluationEndDate',
  'evaluationSaleDate',
  'parentProductBillingCycle',
  'installedOnSandbox',
];

/** Says that a part of the hash does not count: the tier of a sandbox, and insights that a copy came without. */
const UNSAID = '-';
/** Two states of one row are told apart, never two rows. */
const BASE_DIGITS = 12;
const TIER_DIGITS = 8;
const INSIGHTS_DIGITS = 8;

/**
 * `<base>:<tier>:<insights>`: what a record says without the noise. The tier of a sandbox follows its users up and down and is
 * never billed. A copy that came without insights is told apart from one whose insights changed; that it is of a sandbox it cannot say.
 */
export function contentHash(record: Readonly<Record<string, unknown>>): string {
  const insights = INSIGHTS.filter((name) => !isNothing(record[name])).map((name) => [name, record[name]]);
  const { tier, ...rest } = record;
  const base = Object.fromEntries(Object.entries(rest).filter(([name]) => !INSIGHTS.includes(name)));
  return [
    hashOf(canonicalJson(withoutNoise(base)), BASE_DIGITS),
    record.installedOnSandbox === 'Yes' ? UNSAID : hashOf(canonicalJson(isNothing(tier) ? null : tier), TIER_DIGITS),
    insights.length === 0 ? UNSAID : hashOf(canonicalJson(insights), INSIGHTS_DIGITS),
  ].join(':');
}

/** True when the next copy says something new. A copy without insights does not outdo an equal one that has them. */
export function isChange(known: string, next: string): boolean {
  const [knownBase, knownTier, knownInsights] = shortened(known);
  const [nextBase, nextTier, nextInsights] = next.split(':');
  if (knownBase === nextBase && knownTier === nextTier && knownInsights === nextInsights) return false;
  if (nextInsights !== UNSAID || knownBase !== nextBase) return true;
  return knownTier !== UNSAID && knownTier !== nextTier;
}

/** The parts of a hash; those of rows from before had more digits. */
function shortened(hash: string): string[] {
  const digits = [BASE_DIGITS, TIER_DIGITS, INSIGHTS_DIGITS];
  return hash.split(':').map((part, index) => part.slice(0, digits[index]));
}

/** A record without the fields that say nothing, and without those that are not there: exported tables leave empty ones out. */
export function withoutNoise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNoise);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, item]) => !NOISE.has(name) && !isNothing(item))
      .map(([name, item]) => [
        name,
        name === 'proratedDetails' && Array.isArray(item) ? item.map(canonicalJson).sort() : withoutNoise(item),
      ]),
  );
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.values(value).every(isNothing);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
