import { z } from 'zod';
import type { ProfileAnswer, ProfileChange } from '../contract/profiles';
import { dayFromNumber } from '../platform/days';
import type { KvsPort, SqlPort } from '../platform/ports';
import { isValueOf } from '../segments/value';
import type { PropertyType } from '../segments/value';
import { kindOf } from '../store/profile-pages';
import { changeProfiles, keysByHand, pairName, readProfiles, TAGS_KEY } from '../store/profiles';
import type { Pair } from '../store/profiles';
import { addProperties, MAX_PROPERTIES_OF_KIND, storedProperties } from '../store/properties';
import { tagsByRule } from '../store/queries/segment-members';
import { stagesOf } from '../store/stage-entries';
import { FIRST_STAGE_SET, readStageSet } from '../store/stage-set';
import { isStoredSubject } from '../store/stored-subject';
import { catalogueProperties } from './catalogue';
import { isSettable } from './settable';
import { stageNames } from './stage-rules/stages-of';

type ProfilePorts = { readonly sql: SqlPort; readonly kvs: Pick<KvsPort, 'get' | 'set'> };
/** `touched`: hears whose values are others now. */
type ChangePorts = ProfilePorts & { readonly touched: (pairs: readonly Pair[]) => Promise<void> };

const TAGS_NOTE = 'profiles:tags';
const MAX_KNOWN_TAGS = 300;
const KnownTags = z.array(z.string());

/** What is stored of an account, a user, or a user in an account; null where there is no such subject. */
export async function profileOf({ sql, kvs }: ProfilePorts, pair: Pair): Promise<Omit<ProfileAnswer, 'canChange'> | null> {
  if (!(await isStoredSubject(sql, pair))) return null;
  const kind = kindOf(pair);
  const [profiles, byHand, properties, stages, ruled, tagsKnown] = await Promise.all([
    readProfiles(sql, [pair]),
    keysByHand(sql, pair),
    catalogueProperties(sql),
    kind === 'account' ? stagesOf(sql, pair.accountId) : [],
    tagsByRule(sql, [pair]),
    knownTags(kvs),
  ]);
  const values = profiles.get(pairName(pair)) ?? new Map<string, never>();
  const settable = properties.filter((row) => row.kind === kind && isSettable(row.kind, row.key) && (!row.hidden || values.has(row.key)));
  const described = ({ key, label, type, grouping, description }: (typeof settable)[number]) => ({
    key,
    label,
    type,
    grouping,
    description,
  });
  const tags = values.get(TAGS_KEY);
  const nameOf = stageNames(stages.length === 0 ? FIRST_STAGE_SET : await readStageSet(sql));
  return {
    values: settable.flatMap((row) => {
      const value = values.get(row.key);
      if (value === undefined || !isValueOf(row.type, value)) return [];
      return [
        { ...described(row), origin: row.origin, value: typeof value === 'object' ? [...value] : value, byHand: byHand.has(row.key) },
      ];
    }),
    others: settable.filter(({ key, origin }) => !values.has(key) && origin !== 'computed').map(described),
    tags: typeof tags === 'object' ? [...tags] : [],
    ruledTags: ruled.map(({ tag, segmentId, segment }) => ({ tag, segmentId, segment })),
    knownTags: tagsKnown,
    stages: stages.toReversed().map(({ day, stage }) => ({ day: dayFromNumber(day), stage: nameOf(stage) })),
  };
}

/** Sets by hand what stays until a person takes it away. Gives what is wrong with it in words, or null. */
export async function changeByHand(ports: ChangePorts, { property, tags, ...pair }: ProfileChange): Promise<string | null> {
  if (!(await isStoredSubject(ports.sql, pair))) return 'It is not there any more. Reload the page.';
  if (property !== null) {
    const problem = await admitProperty(ports.sql, pair, property);
    if (problem !== null) return problem;
  }
  const set = {
    ...(property === null ? {} : { [property.key]: property.value }),
    ...(tags === null ? {} : { [TAGS_KEY]: tags }),
  };
  const { changed, full } = await changeProfiles(ports.sql, [{ ...pair, set }]);
  if (full.length > 0) return 'So much is stored there already that nothing more fits. Take something away first.';
  if (changed.length > 0) await ports.touched(changed);
  if (tags !== null) await noteTags(ports.kvs, tags);
  return null;
}

/** A property that nobody knew is known from then on. */
async function admitProperty(
  sqlPort: SqlPort,
  pair: Pair,
  { key, type, value }: NonNullable<ProfileChange['property']>,
): Promise<string | null> {
  const kind = kindOf(pair);
  if (!isSettable(kind, key)) return 'A property cannot be called that way.';
  const known = await storedProperties(sqlPort);
  const found = known.find((each) => each.kind === kind && each.key === key);
  if (found?.origin === 'computed') return 'It is computed: change its definition in the catalogue.';
  const stored: PropertyType | undefined = found?.type;
  if (stored !== undefined && stored !== type) return 'That property has another type. Reload the page.';
  if (value !== null && !isValueOf(type, value)) return 'The value does not fit the type of the property.';
  if (stored === undefined) {
    if (known.filter((each) => each.kind === kind).length >= MAX_PROPERTIES_OF_KIND) return 'There are too many properties already.';
    await addProperties(sqlPort, [{ kind, key, type, origin: 'manual', lastSeenDay: null }]);
  }
  return null;
}

async function knownTags(kvs: Pick<KvsPort, 'get'>): Promise<string[]> {
  const stored = KnownTags.safeParse(await kvs.get(TAGS_NOTE));
  return stored.success ? stored.data : [];
}

/** For offering them again; a list that lost one offers one less. */
async function noteTags(kvs: Pick<KvsPort, 'get' | 'set'>, tags: readonly string[]): Promise<void> {
  const known = await knownTags(kvs);
  const news = tags.filter((tag) => !known.includes(tag));
  if (news.length > 0) await kvs.set(TAGS_NOTE, [...new Set([...known, ...news])].slice(-MAX_KNOWN_TAGS).sort());
}
