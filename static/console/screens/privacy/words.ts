import type { ErasureRow, IdentityMode, PrivacyState } from '../../../../src/contract/privacy';
import type { z } from 'zod';
import { reasonWords } from '../../parts/reasons';

type Mode = z.output<typeof IdentityMode>;
type Place = ErasureRow['done'][number];

/** What analytics on or off means now. */
export const analyticsWords = (on: boolean): string =>
  on
    ? 'The app records how it is used, and sends that to the destinations below.'
    : 'Nothing is recorded and nothing is sent, except requests to erase somebody. The app works as before; figures of its use stop growing.';

const named: Readonly<Record<Mode, string>> = {
  accountId: 'Each event says who did it, by Atlassian account ID. Names and e-mail addresses never leave.',
  pseudonym: 'Each event says who did it, by a pseudonym that destinations cannot turn into an account ID. Names never leave.',
  site: 'The vendor has configured the app to name nobody. Turning this off makes sure that it stays so.',
};

/** What identity on or off means now. */
export const identityWords = (on: boolean, mode: Mode): string =>
  on
    ? named[mode]
    : 'Events say which site they come from and not who did them. Users are no longer counted, here and at the destinations.';

/** What was saved, said after the press. */
export function savedWords(change: { analytics?: boolean; identity?: boolean }, state: PrivacyState): string {
  if (change.analytics !== undefined) {
    return state.analytics
      ? 'Saved: analytics is on.'
      : 'Saved: analytics is off. What is captured from now on is refused, not kept for later.';
  }
  return state.identity ? 'Saved: people are named again.' : 'Saved: people are not named from now on. What left before stays as it was.';
}

export const placeNames: Readonly<Record<Place['place'], string>> = {
  'own-store': 'Own store',
  vendor: 'Vendor',
  segment: 'Segment',
  journy: 'journy.io',
};

export const erasureStates: Readonly<Record<Place['state'], { readonly term: string; readonly tone: 'good' | 'wait' | 'bad' | 'quiet' }>> =
  {
    done: { term: 'Done', tone: 'good' },
    waiting: { term: 'Waiting', tone: 'wait' },
    failed: { term: 'Failed', tone: 'bad' },
    off: { term: 'Nothing to do', tone: 'quiet' },
  };

/** Why it waits or failed; null where it did neither. */
export function erasureReason({ state, reason }: Place): string | null {
  if (reason === undefined || (state !== 'waiting' && state !== 'failed')) return null;
  return reason === 'too-old' ? 'a month passed without success' : reasonWords(reason);
}

export const causeWords = (cause: ErasureRow['cause'], scope: 'vendor' | 'site'): string => {
  switch (cause) {
    case 'admin':
      return scope === 'site' ? 'An admin asked' : 'An admin of a customer’s site asked';
    case 'account-closed':
      return 'The account was closed';
    case 'requested':
      return 'A customer’s site asked';
  }
};

/** What an erasure came to so far, from the newest row of the record. */
export function erasedWords(state: PrivacyState): string {
  const newest = state.erasures.reduce<ErasureRow | null>(
    (best, row) => (best === null || row.requestedAt > best.requestedAt ? row : best),
    null,
  );
  const vendor = newest?.done.find(({ place }) => place === 'vendor')?.state;
  switch (vendor) {
    case 'done':
      return 'Erased on this site. The vendor has been asked to erase them too.';
    case 'waiting':
    case 'failed':
      return 'Erased on this site. The vendor could not be told yet; that is tried again by itself.';
    case 'off':
    case undefined:
      return 'Erased on this site. Nothing about them had gone anywhere else.';
  }
}

/** An Atlassian account ID is one long word with a digit in it; a name is not. */
export const isAccountId = (text: string): boolean => /^(?=.*\d)[A-Za-z0-9:_.-]{16,128}$/.test(text);

/** `59:03`; never more than an hour, whatever the clock of this computer says. */
export function clockWords(leftMs: number): string {
  const seconds = Math.min(3600, Math.max(0, Math.ceil(leftMs / 1000)));
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
