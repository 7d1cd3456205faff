import type { ReleasesAnswer } from '../contract/engagement';
import { releasesOf } from '../engagement/releases';
import { dayFromNumber } from '../platform/days';
import type { SqlPort } from '../platform/ports';
import { appVersions } from '../store/app-versions';

const MOST = 200;

/** When versions came out, as far as sites that ran them told. */
export async function releasesAnswer(ports: { readonly sql: SqlPort }): Promise<ReleasesAnswer> {
  const releases = releasesOf(await appVersions(ports.sql)).slice(-MOST);
  return { releases: releases.map(({ app, version, firstDay }) => ({ app, version, day: dayFromNumber(firstDay) })) };
}
