import { z } from 'zod';
import { dayNumberOf } from '../platform/days';
import type { ClockPort, KvsPort, SqlPort } from '../platform/ports';
import { isValueOf, shownValue } from '../segments/value';
import type { PropertyType, SubjectKind } from '../segments/value';
import { profilePage } from '../store/profile-pages';
import { keepCoverage, subjectTotals } from '../store/property-catalogue';
import { storedProperties } from '../store/properties';
import { standardCoverage } from '../store/standard-coverage';
import { outlookCoverage } from './predictions/outlook-coverage';
import { STANDARD_PROPERTIES } from './standard-properties';
import { ROLE_KEY } from './traits';

const KEY = 'profiles:coverage';

const Tally = z.object({ filled: z.number(), values: z.record(z.string(), z.number()) });
type Tally = z.infer<typeof Tally>;
const Totals = z.object({ account: z.number(), user: z.number(), membership: z.number() });

/** `measured`: of which day the figures are. `running`: how far the next walk is. `isOutdated`: much has changed since it began. */
const Note = z.object({
  measured: z.object({ day: z.number(), totals: Totals }).nullable(),
  running: z
    .object({ after: z.object({ accountId: z.number(), userId: z.number() }).nullable(), tallies: z.record(z.string(), Tally) })
    .nullable(),
  isOutdated: z.boolean().default(false),
});
type Note = z.infer<typeof Note>;
const NEVER: Note = { measured: null, running: null, isOutdated: false };

export type Measured = NonNullable<Note['measured']>;
type CoveragePorts = { readonly sql: SqlPort; readonly kvs: Pick<KvsPort, 'get' | 'set'>; readonly clock: ClockPort };

/** Different values that are remembered of a property, and of all together. */
const VALUES_OF_ONE = 12;
const VALUES_OF_ALL = 1_500;
const SHOWN_LENGTH = 60;
const EXAMPLES = 5;
/** What fewer people have might say who somebody is. */
const PEOPLE_ALIKE = 3;

/** Of which day coverage is, and how many subjects there were; null while it was never measured. */
export async function coverageMeasured(kvs: Pick<KvsPort, 'get'>): Promise<Measured | null> {
  return (await noteOf(kvs)).measured;
}

/** Has everything counted anew before its day: an import has set many values. */
export async function outdateCoverage(kvs: Pick<KvsPort, 'get' | 'set'>): Promise<void> {
  const note = await noteOf(kvs);
  if (!note.isOutdated) await kvs.set(KEY, { ...note, isOutdated: true });
}

/** Whoever looks now would see nothing, or nothing of what was imported. */
export async function isCoverageMissing(kvs: Pick<KvsPort, 'get'>): Promise<boolean> {
  const { measured, isOutdated } = await noteOf(kvs);
  return measured === null || isOutdated;
}

async function noteOf(kvs: Pick<KvsPort, 'get'>): Promise<Note> {
  const note = Note.safeParse(await kvs.get(KEY));
  return note.success ? note.data : NEVER;
}

/**
 * Counts once a day who has a value of each property, and keeps the most common values as examples. Walks all profiles page by page up to
 * `deadline` (ms), and goes on from there when it is called again. True when today's figures are there.
 */
export async function measureCoverage(ports: CoveragePorts, deadline: number): Promise<boolean> {
  const note = await begun(ports.kvs);
  const today = dayNumberOf(ports.clock());
  if (note.running === null && note.measured !== null && note.measured.day >= today) return true;
  let after = note.running?.after ?? null;
  const tallies = new Map(Object.entries(note.running?.tallies ?? {}));
  const types = new Map((await storedProperties(ports.sql)).map((each) => [`${each.kind} ${each.key}`, each]));
  let remembered = [...tallies.values()].reduce((sum, { values }) => sum + Object.keys(values).length, 0);
  for (;;) {
    const page = await profilePage(ports.sql, { after, kind: null });
    for (const { kind, values } of page.profiles) {
      for (const [key, value] of values) {
        const name = `${kind} ${key}`;
        const type = types.get(name)?.type;
        if (type === undefined || !isValueOf(type, value)) continue;
        const tally: Tally = tallies.get(name) ?? { filled: 0, values: {} };
        tally.filled += 1;
        const shown = shownValue(type, value).slice(0, SHOWN_LENGTH);
        const known = Object.hasOwn(tally.values, shown) ? (tally.values[shown] ?? 0) : 0;
        if (known > 0 || (remembered < VALUES_OF_ALL && Object.keys(tally.values).length < VALUES_OF_ONE && shown !== '__proto__')) {
          if (known === 0) remembered += 1;
          tally.values[shown] = known + 1;
        }
        tallies.set(name, tally);
      }
    }
    if (page.next === null) break;
    after = page.next;
    if (ports.clock() < deadline) continue;
    const running = { after, tallies: Object.fromEntries(tallies) };
    await ports.kvs.set(KEY, { ...note, running, isOutdated: await isOutdatedMeanwhile(ports.kvs) });
    return false;
  }
  await keepCoverage(
    ports.sql,
    [...types.values()].flatMap(({ kind, key, type, origin }) => {
      const tally = tallies.get(`${kind} ${key}`) ?? { filled: 0, values: {} };
      return isStandard(kind, key) ? [] : [{ kind, key, type, origin, filled: tally.filled, examples: examplesOf(kind, type, tally) }];
    }),
  );
  const totals = await subjectTotals(ports.sql);
  const filledOf = await standardCoverage(ports.sql, totals);
  const foretold = await outlookCoverage(ports.sql);
  await keepCoverage(
    ports.sql,
    STANDARD_PROPERTIES.flatMap(({ kind, key, type, origin }) => {
      const found = filledOf.get(`${kind} ${key}`) ?? (kind === 'account' ? foretold.get(key) : undefined);
      return found === undefined ? [] : [{ kind, key, type, origin, ...found }];
    }),
  );
  const done: Note = { measured: { day: today, totals }, running: null, isOutdated: await isOutdatedMeanwhile(ports.kvs) };
  await ports.kvs.set(KEY, done);
  return true;
}

/** Where the walk goes on: from the beginning, where what was counted is outdated. */
async function begun(kvs: Pick<KvsPort, 'get' | 'set'>): Promise<Note> {
  const note = await noteOf(kvs);
  if (!note.isOutdated) return note;
  const anew: Note = { ...note, running: { after: null, tallies: {} }, isOutdated: false };
  await kvs.set(KEY, anew);
  return anew;
}

const isOutdatedMeanwhile = async (kvs: Pick<KvsPort, 'get'>): Promise<boolean> => (await noteOf(kvs)).isOutdated;

/** Roles are stored like any other property. */
const isStandard = (kind: SubjectKind, key: string): boolean =>
  key !== ROLE_KEY && STANDARD_PROPERTIES.some((each) => each.kind === kind && each.key === key);

/** The most common ones. Of people only what several have; numbers and days say nothing of a person by themselves. */
function examplesOf(kind: SubjectKind, type: PropertyType, { values }: Tally): string[] {
  const least = kind === 'account' || (type !== 'text' && type !== 'list') ? 1 : PEOPLE_ALIKE;
  return Object.entries(values)
    .filter(([, times]) => times >= least)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, EXAMPLES)
    .map(([shown]) => shown);
}
