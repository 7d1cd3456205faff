import { accountOf } from '../delivery/envelope';
import type { AccountIdentity, SegmentCall } from '../delivery/envelope';
import { dayNumberOf } from '../platform/days';
import type { SqlPort } from '../platform/ports';
import { surrogates } from '../profiles/surrogates';
import { traitKey, traitValue } from '../profiles/traits';
import type { PropertyType, PropertyValue, SubjectKind } from '../segments/value';
import { changeProfiles } from '../store/profiles';
import type { Pair, ProfileChange } from '../store/profiles';
import { addProperties, MAX_PROPERTIES_OF_KIND, noteMisfits, notePropertiesSeen, storedProperties } from '../store/properties';
import type { StoredProperty } from '../store/properties';
import { ERASED_PREFIX } from '../store/queries/erasure-rows';

export type StoredProfiles = {
  /** Whose properties are others now. */
  readonly changed: readonly Pair[];
  /** Values that were not kept: of another type than the property, unusable, too many, or of a profile that is full. */
  readonly notKept: number;
};

type Told = {
  readonly kind: SubjectKind;
  readonly userId: string | null;
  readonly identity: AccountIdentity | null;
  readonly traits: Readonly<Record<string, unknown>>;
  /** Milliseconds. */
  readonly at: number;
};

/**
 * Keeps what calls say of accounts (`group`), users (`identify`) and users in accounts (`group` with a user, under `relationshipKey` of its
 * context). A property has the type it was first seen with; a value of another type is counted and not kept. Running it again with the same
 * calls leaves the same profiles. `receivedAt` in milliseconds.
 */
export async function storeProfiles(
  sqlPort: SqlPort,
  calls: readonly SegmentCall[],
  { relationshipKey, receivedAt }: { readonly relationshipKey: string | null; readonly receivedAt: number },
): Promise<StoredProfiles> {
  const told = calls.flatMap((call) => toldBy(call, relationshipKey, receivedAt)).sort((a, b) => a.at - b.at);
  if (told.length === 0) return { changed: [], notKept: 0 };
  const today = dayNumberOf(receivedAt);
  const typed = told.map((each) => ({ ...each, values: valuesOf(each) }));
  const types = await typesOf(sqlPort, typed, today);

  const { accountIdOf, users } = await surrogates(sqlPort, {
    identities: typed.flatMap(({ identity }) => identity ?? []),
    users: typed.flatMap(({ userId }) => userId ?? []),
    events: new Map(),
  });
  const misfits = new Map<string, { readonly kind: SubjectKind; readonly key: string; times: number }>();
  let notKept = 0;
  const changes: ProfileChange[] = [];
  for (const { kind, identity, userId, values, at } of typed) {
    const set: Record<string, PropertyValue | null> = {};
    for (const [key, value] of values) {
      const type = types.get(nameOf(kind, key));
      if (value === null) {
        if (type !== undefined) set[key] = null;
      } else if (value === 'unusable' || type === undefined) {
        notKept += 1;
      } else if (fits(type, value)) {
        set[key] = value.value;
      } else {
        notKept += 1;
        const misfit = misfits.get(nameOf(kind, key)) ?? { kind, key, times: 0 };
        misfit.times += 1;
        misfits.set(nameOf(kind, key), misfit);
      }
    }
    const accountId = identity === null ? 0 : accountIdOf(identity);
    const user = userId === null ? 0 : users.get(userId);
    if (accountId === null || user === undefined) throw new Error('An account or user was not found right after it was written');
    if (Object.keys(set).length > 0) changes.push({ accountId, userId: user, set, at });
  }
  if (misfits.size > 0) await noteMisfits(sqlPort, [...misfits.values()], today);
  const { changed, full } = await changeProfiles(sqlPort, changes, 'tool');
  return { changed, notKept: notKept + full.length };
}

const nameOf = (kind: SubjectKind, key: string): string => `${kind}:${key}`;

/** Money is stored in whole cents, and a sender's number may be anything. */
function fits(type: PropertyType, { type: seen, value }: { readonly type: PropertyType; readonly value: PropertyValue }): boolean {
  if (type === seen) return true;
  // A day is a text that looks like one.
  if (type === 'text') return seen === 'day';
  return type === 'money' && Number.isInteger(value);
}

function toldBy(call: SegmentCall, relationshipKey: string | null, receivedAt: number): Told[] {
  const userId = typeof call.userId === 'string' && !call.userId.startsWith(ERASED_PREFIX) ? call.userId : null;
  const at = Math.min(Date.parse(call.timestamp), receivedAt);
  const traits = call.traits ?? {};
  if (call.type === 'identify') return userId === null ? [] : [{ kind: 'user', userId, identity: null, traits, at }];
  if (call.type !== 'group') return [];
  const identity = accountOf(call);
  if (identity === null) return [];
  const ofPair = relationshipKey === null ? null : call.context?.[relationshipKey];
  return [
    ...(Object.keys(traits).length === 0 ? [] : [{ kind: 'account' as const, userId: null, identity, traits, at }]),
    ...(userId !== null && isRecord(ofPair) ? [{ kind: 'membership' as const, userId, identity, traits: ofPair, at }] : []),
  ];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valuesOf({ kind, traits }: Told) {
  return new Map(
    Object.entries(traits).flatMap(([name, raw]) => {
      const key = traitKey(kind, name);
      return key === null ? [] : [[key, traitValue(raw)] as const];
    }),
  );
}

/** The type of each property; those never seen before get the type of their first value. */
async function typesOf(
  sqlPort: SqlPort,
  told: readonly (Told & { readonly values: ReturnType<typeof valuesOf> })[],
  today: number,
): Promise<Map<string, PropertyType>> {
  const wanted = new Map<string, StoredProperty>();
  for (const { kind, values } of told) {
    for (const [key, value] of values) {
      if (value === null || value === 'unusable' || wanted.has(nameOf(kind, key))) continue;
      wanted.set(nameOf(kind, key), { kind, key, type: value.type, origin: 'kit', lastSeenDay: today });
    }
  }
  let known = await storedProperties(sqlPort);
  const names = new Map(known.map((each) => [nameOf(each.kind, each.key), each]));
  const room = new Map<SubjectKind, number>();
  for (const { kind } of known) room.set(kind, (room.get(kind) ?? MAX_PROPERTIES_OF_KIND) - 1);
  const news = [...wanted].flatMap(([name, property]) => {
    const left = room.get(property.kind) ?? MAX_PROPERTIES_OF_KIND;
    if (names.has(name) || left <= 0) return [];
    room.set(property.kind, left - 1);
    return [property];
  });
  if (news.length > 0) {
    await addProperties(sqlPort, news);
    // Another run may have been first, with another type.
    known = await storedProperties(sqlPort);
  }
  const seen = known.filter(({ kind, key, lastSeenDay }) => wanted.has(nameOf(kind, key)) && (lastSeenDay ?? 0) < today);
  if (seen.length > 0) await notePropertiesSeen(sqlPort, seen, today);
  // What is computed is not for a sender to say.
  return new Map(known.flatMap((each) => (each.origin === 'computed' ? [] : [[nameOf(each.kind, each.key), each.type]])));
}
