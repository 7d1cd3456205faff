import type { ProfileExport } from '../contract/profile-files';
import type { SqlPort } from '../platform/ports';
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
  const sensitive = new Set(
    (await describedProperties(sqlPort)).filter((each) => each.kind === kind && each.sensitive).map(({ key }) => key),
  );
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
          .filter(([key]) => key !== TAGS_KEY && !sensitive.has(key))
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
