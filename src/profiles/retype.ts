import type { RetypePreview } from '../contract/profiles';
import type { ClockPort, SqlPort } from '../platform/ports';
import { shownValue } from '../segments/value';
import type { Condition } from '../segments/condition';
import type { PropertyType, PropertyValue, SubjectKind } from '../segments/value';
import { profilePage } from '../store/profile-pages';
import { changeProfiles } from '../store/profiles';
import type { Pair } from '../store/profiles';
import { setPropertyType } from '../store/property-catalogue';
import { storedProperties } from '../store/properties';
import type { PropertyName } from '../store/properties';
import { asksAbout } from './condition-properties';
import { retyped } from './retyped';
import { STANDARD_PROPERTIES } from './standard-properties';

export type Retype = PropertyName & { readonly type: PropertyType };

/** A saved condition that may ask about the property. */
type Asking = { readonly segmentId: number; readonly name: string; readonly kind: SubjectKind; readonly condition: Condition };

const PREVIEW_PAGES = 25;
const EXAMPLES = 5;
const SHOWN_LENGTH = 60;

/** What the type would do to values and segments. Null where the property is not stored, standard or computed: then its type stays. */
export async function previewRetype(
  { sql: sqlPort, segments }: { readonly sql: SqlPort; readonly segments: () => Promise<readonly Asking[]> },
  { kind, key, type }: Retype,
): Promise<RetypePreview | null> {
  const known = await retypable(sqlPort, { kind, key });
  if (known === null) return null;
  let kept = 0;
  let lost = 0;
  const lostExamples = new Set<string>();
  let after: Pair | null = null;
  let pages = 0;
  do {
    const page = await profilePage(sqlPort, { after, kind });
    for (const { values } of page.profiles) {
      const value = values.get(key);
      if (value === undefined) continue;
      if (retyped(value, type) !== null) kept += 1;
      else {
        lost += 1;
        if (lostExamples.size < EXAMPLES) lostExamples.add(shownValue(known, value).slice(0, SHOWN_LENGTH));
      }
    }
    after = page.next;
    pages += 1;
  } while (after !== null && pages < PREVIEW_PAGES);
  const asking = (await segments()).filter((segment) => asksAbout(segment.kind, segment.condition, { kind, key }));
  return {
    kept,
    lost,
    lostExamples: [...lostExamples],
    segments: type === known ? [] : asking.map(({ segmentId, name }) => ({ segmentId, name })),
    isPart: after !== null,
  };
}

/**
 * Makes the property one of that type, and reads every value anew, page by page up to `deadline` (ms). Returns the place to go on from, null
 * at the end. Values that have no reading as the type go; running it again changes nothing.
 */
export async function runRetype(
  ports: { readonly sql: SqlPort; readonly clock: ClockPort; readonly touched: (pairs: readonly Pair[]) => Promise<void> },
  { kind, key, type, from }: Retype & { readonly from: string | null },
  deadline: number,
): Promise<string | null> {
  if ((await retypable(ports.sql, { kind, key })) === null) return null;
  // First, so that what comes in meanwhile is of the new type.
  await setPropertyType(ports.sql, { kind, key }, type);
  let after = from === null ? null : pairOf(from);
  for (;;) {
    const page = await profilePage(ports.sql, { after, kind });
    const changes = page.profiles.flatMap(({ pair, values }) => {
      const value = values.get(key);
      const next = value === undefined ? value : retyped(value, type);
      return value === undefined || next === undefined || isSame(value, next) ? [] : [{ ...pair, set: { [key]: next } }];
    });
    const { changed } = await changeProfiles(ports.sql, changes, 'retyping');
    if (changed.length > 0) await ports.touched(changed);
    if (page.next === null) return null;
    after = page.next;
    if (ports.clock() >= deadline) return `${after.accountId}:${after.userId}`;
  }
}

async function retypable(sqlPort: SqlPort, { kind, key }: PropertyName): Promise<PropertyType | null> {
  if (STANDARD_PROPERTIES.some((each) => each.kind === kind && each.key === key)) return null;
  const stored = await storedProperties(sqlPort);
  return stored.find((each) => each.kind === kind && each.key === key && each.origin !== 'computed')?.type ?? null;
}

const isSame = (value: PropertyValue, next: PropertyValue | null): boolean => JSON.stringify(value) === JSON.stringify(next);

function pairOf(place: string): Pair {
  const [accountId, userId] = place.split(':').map(Number);
  return { accountId: accountId ?? 0, userId: userId ?? 0 };
}
