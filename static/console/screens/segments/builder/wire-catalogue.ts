import type { CatalogueAnswer } from '../../../../../src/contract/segments';
import type { SegmentCatalogue } from '../../../../../src/segments/catalogue';
import type { SubjectKind } from '../../../../../src/segments/value';
import type { Known } from './draft-problems';

const KINDS = ['account', 'user', 'membership'] as const;

/** What the app answered, as conditions are checked and said against it. */
export function knownFrom(answer: CatalogueAnswer): Known {
  const catalogue: SegmentCatalogue = {
    properties: byKind(answer.properties, ({ key, label, type, hidden }) => [key, { label, type, hidden }]),
    events: new Map(
      answer.events.map(({ name, label, activity, screen, properties }) => [
        name,
        { label, activity, screen, properties: new Map(properties.map(({ key, type }) => [key, type])) },
      ]),
    ),
    stages: byKind(answer.stages, ({ key, label, stageKind }) => [key, { label, kind: stageKind }]),
    formerStages: new Map(answer.formerStages.map(({ key, name }) => [key, name])),
    tags: {
      account: tagsOf(answer, 'account'),
      user: tagsOf(answer, 'user'),
      membership: tagsOf(answer, 'membership'),
    },
  };
  const segments = new Map(answer.segments.map(({ segmentId, name, kind }) => [String(segmentId), { name, kind }]));
  return { catalogue, segments };
}

function byKind<Row extends { readonly kind: SubjectKind }, Value>(
  rows: readonly Row[],
  entry: (row: Row) => readonly [string, Value],
): Record<SubjectKind, ReadonlyMap<string, Value>> {
  const [account, user, membership] = KINDS.map((kind) => new Map(rows.filter((row) => row.kind === kind).map(entry)));
  return { account: account ?? new Map(), user: user ?? new Map(), membership: membership ?? new Map() };
}

/** Those that are known. Any other may be asked about as well: nobody has it yet. */
const tagsOf = ({ tags }: CatalogueAnswer, kind: SubjectKind): ReadonlySet<string> =>
  Object.assign(new Set(tags.filter((each) => each.kind === kind).map(({ tag }) => tag)), { has: () => true });
