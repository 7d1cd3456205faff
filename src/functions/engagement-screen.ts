import { adoptionAnswer, isOfSums } from '../console/adoption';
import { lifecycleAnswer, retentionAnswer, stickinessAnswer } from '../console/engagement';
import { releasesAnswer } from '../console/releases';
import type { engagementCalls } from '../contract/engagement';
import { clockPort, sqlPort } from '../platform/forge-ports';
import type { ConsoleHandlers } from './console-resolver';
import { foldCaptured, packActivity, refreshUseForPage } from './upkeep';

const ports = { sql: sqlPort, clock: clockPort };
/** A page may wait so long for the newest activity to come into the figures; what is left is told as waiting. */
const FRESHEN_MS = 3_000;

/** How the product is used, over all sites or on this one. */
export function engagementHandlers(scope: 'vendor' | 'site'): ConsoleHandlers<typeof engagementCalls> {
  const fresh = async <T>(answer: () => Promise<T>): Promise<T> => {
    // A site's own usage is as fresh as its ledger; the vendor's comes through the intake.
    if (scope === 'site') await foldCaptured(FRESHEN_MS);
    await refreshUseForPage(FRESHEN_MS);
    return await answer();
  };
  return {
    releases: () => releasesAnswer(ports),
    retention: (input) => fresh(() => retentionAnswer(ports, input)),
    lifecycle: (input) => fresh(() => lifecycleAnswer(ports, input)),
    stickiness: (input) => fresh(() => stickinessAnswer(ports, input)),
    adoption: (input) =>
      fresh(async () => {
        if (!isOfSums(input)) await packActivity(FRESHEN_MS);
        return await adoptionAnswer(ports, scope, input);
      }),
  };
}
