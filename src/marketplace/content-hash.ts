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
/** Characters to the base of 64 of each part. Two states of one row are told apart, never two rows. */
const PART_CHARACTERS = [8, 5, 5] as const;

/**
 * `<base>:<tier>:<insights>`: what a record says without the noise. The tier of a sandbox follows its users up and down and is
 * never billed. A copy that came without insights is told apart from one whose insights changed; that it is of a sandbox it cannot say.
 */
export function contentHash(record: Readonly<Record<string, unknown>>): string {
  const insights = INSIGHTS.filter((name) => !isNothing(record[name])).map((name) => [name, record[name]]);
  const { tier, ...rest } = record;
  const base = Object.fromEntries(Object.entries(rest).filter(([name]) => !INSIGHTS.includes(name)));
  return [
    partOf(hashOf(canonicalJson(withoutNoise(base))), 0),
    record.installedOnSandbox === 'Yes' ? UNSAID : partOf(hashOf(canonicalJson(isNothing(tier) ? null : tier)), 1),
    insights.length === 0 ? UNSAID : partOf(hashOf(canonicalJson(insights)), 2),
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

/** The parts of a hash; those of rows from before are hexadecimal, and longer. */
function shortened(hash: string): string[] {
  return hash.split(':').map((part, index) => (part.length > (PART_CHARACTERS[index] ?? 0) ? partOf(part, index) : part));
}

const partOf = (hexadecimal: string, index: number): string =>
  Buffer.from(hexadecimal, 'hex').toString('base64').slice(0, PART_CHARACTERS[index]);

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
