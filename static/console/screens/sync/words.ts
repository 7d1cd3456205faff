import type { PassName, ReportStanding, ReportState } from '../../../../src/contract/sync';
import { duration, span } from '../../parts/duration';
import { count, counted } from '../../parts/format';

type Tone = 'good' | 'trial' | 'wait' | 'bad' | 'quiet';
export const stateWords: Readonly<Record<ReportState, { readonly term: string; readonly tone: Tone }>> = {
  waiting: { term: 'Waiting', tone: 'wait' },
  running: { term: 'Running', tone: 'trial' },
  stopping: { term: 'Stopping', tone: 'wait' },
  done: { term: 'Done', tone: 'good' },
  resting: { term: 'Resting after an error', tone: 'bad' },
  paused: { term: 'Paused', tone: 'quiet' },
};

const passTerms: Readonly<Record<PassName, string>> = { delta: 'updates', full: 'everything' };

/** What stands beside the state. */
export function stateSentence({ state, pass, pieces, nextAt, completeAt }: ReportStanding, now: string): string {
  const what = pass === null ? 'it' : passTerms[pass];
  const progress = pieces === null ? '' : `, ${count(pieces.done)} of ${counted(pieces.all, 'piece')}`;
  switch (state) {
    case 'running':
      return `Reads ${what}${progress}.`;
    case 'stopping':
      return 'Stops after the piece that it is reading.';
    case 'waiting':
      return completeAt === null && pieces === null
        ? 'Not read yet: it begins within the hour.'
        : `Goes on with ${what} within the hour${progress}.`;
    case 'resting':
      return `Tried again within the hour${progress}.`;
    case 'paused':
      return pieces === null || pieces.done === pieces.all
        ? 'Not read until somebody resumes it.'
        : `Not read until somebody resumes it${progress}.`;
    case 'done':
      return nextAt === null || nextAt <= now ? 'Due within the hour.' : `Due again in ${span(now, nextAt)}.`;
  }
}

/** `12 changed of 340 rows in 8 s` */
export function lastWords({ last }: Pick<ReportStanding, 'last'>): string {
  if (last === null) return 'No pass yet';
  const took = `in ${duration(last.seconds)}`;
  if (last.read === 0) return `Nothing to read, ${took}`;
  return `${count(last.changed)} changed of ${counted(last.read, 'row')}, ${took}`;
}

export const passWords: Readonly<Record<PassName, string>> = { delta: 'Updates', full: 'Everything' };

/** What several reports say at once is said once; what one alone says stands beside it. */
export function sharedErrors(
  reports: readonly ReportStanding[],
): readonly { readonly message: string; readonly reports: readonly string[] }[] {
  const byMessage = new Map<string, string[]>();
  for (const { error, title } of reports) {
    if (error !== null) byMessage.set(error.message, [...(byMessage.get(error.message) ?? []), title]);
  }
  return [...byMessage].filter(([, titles]) => titles.length > 1).map(([message, titles]) => ({ message, reports: titles }));
}
