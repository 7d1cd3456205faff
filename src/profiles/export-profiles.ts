import type { ProfileExport } from '../contract/profile-files';
import type { SqlPort } from '../platform/ports';
import { isValueOf } from '../segments/value';
import type { PropertyValue, SubjectKind } from '../segments/value';
import { outlooksBetween } from '../store/account-outlook';
import { knownPage } from '../store/profile-pages';
import type { PagedProfile } from '../store/profile-pages';
import { pairName } from '../store/profiles';
import type { Pair } from '../store/profiles';
import { describedProperties } from '../store/property-catalogue';
import { contactsBetween } from '../store/queries/named-contacts';
import { tagsByRule } from '../store/queries/segment-members';
import { namesOfPairs } from '../store/queries/subject-names';
import { contactProperties, readContacts } from './contact-facts';
import { outlookProperties } from './predictions/outlook-properties';

/**
 * What is stored of all subjects of a kind with the tags that they carry by hand and by rule, of accounts also what is foretold and who is on
 * the licence, page by page, under names that an import finds them by.
 */
export async function exportProfiles(sqlPort: SqlPort, kind: SubjectKind, after: string | null): Promise<ProfileExport> {
  const described = (await describedProperties(sqlPort)).filter((each) => each.kind === kind);
  const sensitive = new Set(described.filter((each) => each.sensitive).map(({ key }) => key));
  const typeOf = new Map(described.map(({ key, type }) => [key, type]));
  /** What is of another type, such as what could not be computed, is no value. */
  const isShown = (key: string, value: PropertyValue): boolean => {
    const type = typeOf.get(key);
    return !sensitive.has(key) && (type === undefined || isValueOf(type, value));
  };
  const { profiles, next } = await knownPage(sqlPort, { after: after === null ? null : pairOf(after), kind });
  const pairs = profiles.map(({ pair }) => pair);
  const { accounts, users } = await namesOfPairs(sqlPort, pairs);
  const ruled = new Map<string, string[]>();
  for (const { tag, ...pair } of await tagsByRule(sqlPort, pairs)) ruled.set(pairName(pair), [...(ruled.get(pairName(pair)) ?? []), tag]);
  const others = kind === 'account' ? await otherValuesOf(sqlPort, profiles) : () => [];
  return {
    rows: profiles.map(({ pair, tags, values }) => ({
      account: accounts.get(pair.accountId)?.name ?? '',
      company: accounts.get(pair.accountId)?.company ?? '',
      user: users.get(pair.userId) ?? '',
      tags: [...new Set([...tags, ...(ruled.get(pairName(pair)) ?? [])])].sort(),
      values: Object.fromEntries(
        [...values, ...others(pair.accountId)].filter(([key, value]) => isShown(key, value)).map(([key, value]) => [key, plain(value)]),
      ),
    })),
    next: next === null ? null : `${next.accountId}:${next.userId}`,
  };
}

/** What the vendor knows of these accounts without having been told. */
async function otherValuesOf(
  sqlPort: SqlPort,
  profiles: readonly PagedProfile[],
): Promise<(accountId: number) => readonly (readonly [string, PropertyValue])[]> {
  const [first, last] = [profiles[0]?.pair.accountId ?? 1, profiles.at(-1)?.pair.accountId ?? 0];
  const outlooks = await outlooksBetween(sqlPort, first - 1, last);
  const contacts = await contactsBetween(sqlPort, first - 1, last);
  return (accountId) => {
    const outlook = outlooks.get(accountId);
    const text = contacts.get(accountId);
    const known = [
      ...(text === undefined ? [] : contactProperties(readContacts(text))),
      ...(outlook === undefined ? [] : outlookProperties(outlook)),
    ];
    return known.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  };
}

const plain = (value: PropertyValue): string | number | boolean | string[] => (typeof value === 'object' ? [...value] : value);

function pairOf(place: string): Pair {
  const [accountId, userId] = place.split(':').map(Number);
  return { accountId: accountId ?? 0, userId: userId ?? 0 };
}
