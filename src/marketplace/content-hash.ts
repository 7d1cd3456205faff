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

/**
 * `<base>:<insights>`: what a record says without the noise. The second part is `-` for a record that came without
 * insights, so that such a copy is told apart from one whose insights changed.
 */
export function contentHash(record: Readonly<Record<string, unknown>>): string {
  const insights = INSIGHTS.filter((name) => !isNothing(record[name])).map((name) => [name, record[name]]);
  const base = Object.fromEntries(Object.entries(record).filter(([name]) => !INSIGHTS.includes(name)));
  // The tier of a sandbox follows its users up and down and is never billed.
  if (record.installedOnSandbox === 'Yes') delete base.tier;
  return `${hashOf(canonicalJson(withoutNoise(base)), 24)}:${insights.length === 0 ? '-' : hashOf(canonicalJson(insights), 12)}`;
}

/** True when the next copy says something new. A copy without insights does not outdo an equal one that has them. */
export function isChange(known: string, next: string): boolean {
  if (known === next) return false;
  const [knownBase] = known.split(':');
  const [nextBase, nextInsights] = next.split(':');
  return !(nextInsights === '-' && knownBase === nextBase);
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
