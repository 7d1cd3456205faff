import type { Release } from '../../../src/contract/engagement';
import { releasesToShow } from '../../../src/engagement/releases';
import { day } from './format';

/** What came out in a period of a chart, by the period's place. `label` stands at the mark, `words` in tooltips and tables. */
export type ReleaseMark = { readonly index: number; readonly label: string; readonly words: string };

/** More of them would touch each other. */
const MOST_MARKS = 12;

/**
 * Marks for a chart whose periods begin on these days or months (ISO, rising); the last period ends before `end`. What came out before
 * the first has no place.
 */
export function releaseMarks(starts: readonly string[], end: string, releases: readonly Release[]): ReleaseMark[] {
  const [first] = starts;
  if (first === undefined) return [];
  const within = releases.filter((release) => release.day >= first && release.day < end);
  const hasApps = new Set(within.map(({ app }) => app)).size > 1;
  const byPeriod = new Map<number, Release[]>();
  const shown = releasesToShow(
    within.map(({ app, version, day: isoDay }) => ({ app, version, firstDay: 0, day: isoDay })),
    MOST_MARKS,
  );
  for (const release of shown) {
    const index = starts.findLastIndex((start) => start <= release.day);
    byPeriod.set(index, [...(byPeriod.get(index) ?? []), release]);
  }
  return [...byPeriod]
    .sort(([a], [b]) => a - b)
    .map(([index, all]) => ({ index, label: labelOf(all), words: all.map((release) => wordsOf(release, hasApps)).join('; ') }));
}

/** The latest of them, and how many more. */
function labelOf(releases: readonly Release[]): string {
  const version = releases.at(-1)?.version ?? '';
  return releases.length === 1 ? version : `${version} +${String(releases.length - 1)}`;
}

const wordsOf = ({ app, version, day: isoDay }: Release, hasApps: boolean): string =>
  `${hasApps ? `${app} ` : ''}${version} on ${day(isoDay)}`;

/** A sentence for whoever hears the chart; empty without releases. */
export const releaseSentence = (marks: readonly ReleaseMark[]): string =>
  marks.length === 0 ? '' : ` Releases: ${marks.map(({ words }) => words).join('; ')}.`;

/** What came out in a row of the table. */
export const releaseWords = (marks: readonly ReleaseMark[], index: number): string | null =>
  marks.find((mark) => mark.index === index)?.words ?? null;

/** The same behind a period's name. */
export function releaseNote(marks: readonly ReleaseMark[], index: number): string {
  const words = releaseWords(marks, index);
  return words === null ? '' : ` · ${words} released`;
}
