import type { ChangeRow, FieldChange, UnmatchedReason } from '../../../../src/contract/sync';

const NOBODY = 'not shown, because it names people';

/** A value of the log as people read it: texts without quotes, nothing as a dash. A text that was cut is shown as it is. */
export function valueWords(json: string | null): string {
  if (json === null || json === 'null' || json === '""') return '–';
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : json;
  } catch {
    return json;
  }
}

/** What a field was and is. */
export function fieldWords({ from, to }: FieldChange): { readonly from: string; readonly to: string } | string {
  return from === null && to === null ? NOBODY : { from: valueWords(from), to: valueWords(to) };
}

export const kindWords: Readonly<Record<ChangeRow['kind'], { readonly term: string; readonly tone: 'trial' | 'bad' | 'good' }>> = {
  changed: { term: 'Changed', tone: 'trial' },
  gone: { term: 'Gone', tone: 'bad' },
  back: { term: 'Back', tone: 'good' },
};

/** Why two sides were not brought together, and what to do where there is something to do. */
export const unmatchedWords: Readonly<Record<UnmatchedReason, string>> = {
  'no-site': 'The licence names no site, and its entitlement was never heard of. Older licences have none.',
  internal: 'A licence of Atlassian’s own staff: it counts for nothing.',
  sandbox: 'A sandbox: such sites are often unused, and often not upgraded.',
  'data-center': 'Not a cloud licence: its installation does not report here.',
  ended: 'The licence has ended, and the app went silent before it first reported.',
  'other-app-key': 'The same site is known under another app key. Check the variable that names the app.',
  'other-entitlement': 'The same app reports from the same site under another entitlement: bought again, or moved between billing systems.',
  'no-heartbeat':
    'The site was never heard of: it runs a version without analytics, its admin lets nothing leave, or nobody opened it yet.',
  'no-licence':
    'No licence names this site or entitlement: a development or free installation, or a licence that the reports will bring within a day.',
};
