import type { Part } from './audit-sums';

/** What captured events become. Delivered is calm; what needs a look stands out, in colours that the colour-blind tell apart. */
export const partWords: Readonly<
  Record<
    Part,
    { readonly term: string; readonly meaning: string; readonly color: { readonly colorToken: string; readonly fallback: string } }
  >
> = {
  delivered: {
    term: 'Delivered',
    meaning: 'The destination said that it took them.',
    color: { colorToken: '--ds-chart-categorical-1', fallback: '#357DE8' },
  },
  pending: {
    term: 'Pending',
    meaning: 'On the queue: the destination asked for a later try. They go out by themselves.',
    color: { colorToken: '--ds-chart-purple-bold', fallback: '#964AC0' },
  },
  parked: {
    term: 'Parked',
    meaning: 'Kept while the destination is paused. They go out by themselves when it is back, or when an admin replays them below.',
    color: { colorToken: '--ds-chart-orange-bold', fallback: '#E06C00' },
  },
  dead: {
    term: 'Dead',
    meaning: 'Given up: the destination will not take them as they are. An admin can replay them below once the cause is gone.',
    color: { colorToken: '--ds-chart-red-bold', fallback: '#C9372C' },
  },
  refused: {
    term: 'Refused',
    meaning: 'Not allowed to leave: the site’s admin switched analytics off for this app. They are not kept and not sent later.',
    color: { colorToken: '--ds-chart-neutral', fallback: '#8C8F97' },
  },
};

export const capturedMeaning = 'Events that passed the door in these days. Each of them is in exactly one of the figures that follow.';
export const repeatsMeaning =
  'Events sent again because nobody knows whether the first try arrived. They carry the same id, so the destination counts them once. They are not part of the sum.';
export const auditMeaning =
  'For each UTC day: captured = delivered + pending + parked + dead + refused. Each figure is a sum over one row for every batch.';
export const doorMeaning =
  'Events that were refused before any queue, so they are in no audit. A page that sends what the tracking plan does not know, for example.';
export const letterMeaning =
  'One row is a batch of events that a destination did not take. Parked: it waits until the destination is back. Dead: it was given up. An admin can replay both.';
export const costMeaning =
  'An estimate at Atlassian’s published prices: invocations, key-value storage, queue, database and requests that these batches need, without the free allowance. Your invoice may be lower.';
