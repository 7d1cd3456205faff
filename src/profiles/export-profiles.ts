import type { ProfileExport } from '../contract/profile-files';
import type { SqlPort } from '../platform/ports';
import { isValueOf } from '../segments/value';
import type { PropertyValue, SubjectKind } from '../segments/value';
import { outlooksBetween } from '../store/account-outlook';
import { profilePage } from '../store/profile-pages';
import type { PagedProfile } from '../store/profile-pages';
import { TAGS_KEY } from '../store/profiles';
import type { Pair } from '../store/profiles';
import { describedProperties } from '../store/property-catalogue';
import { namesOfPairs } from '../store/queries/subject-names';
import { outlookProperties } from './predictions/outlook-properties';

/** What is stored of all subjects of a kind, and foretold of accounts, page by page, under names that an import finds them by. */
export async function exportProfiles(sqlPort: SqlPort, kind: SubjectKind, after: string | null): Promise<ProfileExport> {
  const described = (await describedProperties(sqlPort)).filter((each) => each.kind === kind);
  const sensitive = new Set(described.filter((each) => each.sensitive).map(({ key }) => key));
  const typeOf = new Map(described.map(({ key, type }) => [key, type]));
  /** What is of another type, such as what could not be computed, is no value. */
  const isShown = (key: string, value: PropertyValue): boolean => {
    const type = typeOf.get(key);
    return key !== TAGS_KEY && !sensitive.has(key) && (type === undefined || isValueOf(type, value));
  };
  const { profiles, next } = await profilePage(sqlPort, { after: after === null ? null : pairOf(after), kind });
  const { accounts, users } = await namesOfPairs(
    sqlPort,
    profiles.map(({ pair }) => pair),
  );
  const foretold = kind === 'account' ? await foretoldOf(sqlPort, profiles) : new Map<number, never>();
  return {
    rows: profiles.map(({ pair, values }) => ({
      account: accounts.get(pair.accountId)?.name ?? '',
      company: accounts.get(pair.accountId)?.company ?? '',
      user: users.get(pair.userId) ?? '',
      values: Object.fromEntries(
        [...values, ...(foretold.get(pair.accountId) ?? [])]
          .filter(([key, value]) => isShown(key, value))
          .map(([key, value]) => [key, plain(value)]),
      ),
    })),
    next: next === null ? null : `${next.accountId}:${next.userId}`,
  };
}

async function foretoldOf(sqlPort: SqlPort, profiles: readonly PagedProfile[]): Promise<ReadonlyMap<number, [string, PropertyValue][]>> {
  const ids = profiles.map(({ pair }) => pair.accountId);
  const outlooks = await outlooksBetween(sqlPort, (ids[0] ?? 1) - 1, ids.at(-1) ?? 0);
  return new Map(
    [...outlooks].map(([id, outlook]) => [
      id,
      [...outlookProperties(outlook)].flatMap(([key, value]): [string, PropertyValue][] => (value === null ? [] : [[key, value]])),
    ]),
  );
}

const plain = (value: PropertyValue): string | number | boolean | string[] => (typeof value === 'object' ? [...value] : value);

function pairOf(place: string): Pair {
  const [accountId, userId] = place.split(':').map(Number);
  return { accountId: accountId ?? 0, userId: userId ?? 0 };
}
