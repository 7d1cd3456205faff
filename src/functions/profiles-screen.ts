import type { profileFileCalls } from '../contract/profile-files';
import type { ProfileAnswer, profileCalls } from '../contract/profiles';
import { clockPort, kvsPort, sqlPort } from '../platform/forge-ports';
import { describeProperty, readCatalogue } from '../profiles/catalogue';
import { saveEvent } from '../profiles/count-as-activity';
import { isCoverageMissing, measureCoverage, outdateCoverage } from '../profiles/coverage';
import { changeByHand, profileOf } from '../profiles/profile';
import { exportProfiles } from '../profiles/export-profiles';
import { importProfiles } from '../profiles/import-profiles';
import { knowPlannedEvents } from '../profiles/planned-events';
import { previewRetype, runRetype } from '../profiles/retype';
import { stageBoard } from '../profiles/stages';
import { segmentSources } from '../store/segment-sources';
import { noteTouched } from '../store/segment-touched';
import type { Pair } from '../store/profiles';
import type { Asking, ConsoleHandlers } from './console-resolver';
import { followTouched } from './segments';
import { pushSync } from './sync-ports';

const ports = {
  sql: sqlPort,
  kvs: kvsPort,
  clock: clockPort,
  segments: async () => (await segmentSources(sqlPort)).segments,
};

/** What a page can wait for. */
const FIRST_MEASURE_MS = 3_000;
const RETYPE_MS = 8_000;
/** Of the hourly trigger's five minutes. */
const UPKEEP_MS = 30_000;

/** What is known of accounts and users, and what it is called. Admins change the catalogue. */
export const profileHandlers: ConsoleHandlers<typeof profileCalls & typeof profileFileCalls> = {
  importProfiles: async (piece, { onlyAdmin }) => {
    await onlyAdmin();
    const imported = await importProfiles({ sql: sqlPort, touched: (pairs) => noteTouched(sqlPort, pairs) }, piece);
    if (!piece.isTrial && 'changed' in imported && imported.changed > 0) await outdateCoverage(kvsPort);
    return imported;
  },
  exportProfiles: ({ kind, after }) => exportProfiles(sqlPort, kind, after),
  catalogue: async (_input, { isAdmin }) => {
    // The first time, and after an import; else upkeep does it once a day.
    if (await isCoverageMissing(kvsPort)) await measureCoverage(ports, clockPort() + FIRST_MEASURE_MS);
    return { ...(await readCatalogue(ports)), canChange: await isAdmin() };
  },
  saveProperty: async (details, { onlyAdmin }) => {
    await onlyAdmin();
    return await describeProperty(sqlPort, details);
  },
  profile: (pair, asking) => profileShown(pair, asking),
  changeProfile: async (change, { onlyAdmin }) => {
    await onlyAdmin();
    const problem = await changeByHand({ ...ports, touched: followTouched }, change);
    if (problem !== null) return { problem };
    const profile = await profileOf(ports, change);
    return profile === null ? { problem: 'It is not there any more. Reload the page.' } : { profile: { ...profile, canChange: true } };
  },
  stages: ({ days, filter }) => stageBoard(ports, days, filter),
  saveEvent: async (details, { onlyAdmin }) => {
    await onlyAdmin();
    return await saveEvent({ sql: sqlPort, walk: () => pushSync([{ kind: 'recount' }, { kind: 'segments', from: null }]) }, details);
  },
  retypePreview: (wanted) => previewRetype(ports, wanted),
  retype: async ({ after, ...wanted }, { onlyAdmin }) => {
    await onlyAdmin();
    return {
      next: await runRetype(
        { ...ports, touched: (pairs) => noteTouched(sqlPort, pairs) },
        { ...wanted, from: after },
        clockPort() + RETYPE_MS,
      ),
    };
  },
};

/** What is stored of a subject, and whether the reader may change it; null when nothing of it is known. */
export async function profileShown(pair: Pair, { isAdmin }: Asking): Promise<ProfileAnswer | null> {
  const [profile, canChange] = await Promise.all([profileOf(ports, pair), isAdmin()]);
  return profile === null ? null : { ...profile, canChange };
}

/** The events of the plan, as soon as the app is there. */
export const knowPlan = () => knowPlannedEvents(sqlPort);

/** Hourly, of which one an day does anything: how many have a value of each property. */
export async function measureProfiles(): Promise<void> {
  await knowPlan();
  await measureCoverage(ports, clockPort() + UPKEEP_MS);
}
