import type { DestinationHealth, DestinationName, DestinationState } from '../../../../src/contract/delivery';
import { EGRESS_SWITCH } from '../../parts/destination-words';
import { reasonSentence, reasonWords } from '../../parts/reasons';

export const stateWords: Readonly<Record<DestinationState, { readonly term: string; readonly tone: 'good' | 'wait' | 'bad' | 'quiet' }>> = {
  on: { term: 'Delivering', tone: 'good' },
  off: { term: 'Off', tone: 'quiet' },
  failing: { term: 'Waiting', tone: 'wait' },
  paused: { term: 'Paused', tone: 'bad' },
  'egress-off': { term: 'Not allowed to leave', tone: 'bad' },
};

/** The Forge variables of a destination: its key, and where it is. */
const variables: Readonly<Record<DestinationName, { readonly key: string; readonly place: string | null }>> = {
  segment: { key: 'SEGMENT_WRITE_KEY', place: 'SEGMENT_HOST' },
  journy: { key: 'JOURNY_WRITE_KEY', place: 'JOURNY_HOST' },
  intake: { key: 'INTAKE_WRITE_KEY', place: 'INTAKE_URL' },
  store: { key: 'OWN_STORE', place: null },
};

/** A sentence whose `code` parts are names to type exactly. */
export type Sentence = readonly (string | { readonly code: string })[];
type Health = Pick<DestinationHealth, 'destination' | 'state' | 'reason'>;

/** What is the matter, in one sentence. */
export function healthSentence({ destination, state, reason }: Health): string {
  switch (state) {
    case 'on':
      return reason === null ? 'It takes events.' : `It takes events, but the last try failed: ${reasonWords(reason)}. It is tried again.`;
    case 'off':
      return destination === 'store' ? 'This installation keeps no events of its own.' : 'It has no key, so nothing is sent there.';
    case 'failing':
      return told(reason, 'Its events wait on the queue.');
    case 'paused':
      return told(reason, 'Its events are parked.');
    case 'egress-off':
      return 'The site’s admin lets no analytics leave. Events are refused, not kept, and never sent later.';
  }
}

const told = (reason: string | null, consequence: string): string =>
  reason === null ? consequence : `${reasonSentence(reason)} ${consequence}`;

/** Where the reader is, and whether they may try again: a customer's admin cannot set the vendor's variables. */
type Reader = { readonly scope: 'vendor' | 'site'; readonly canChange: boolean };

/** What to do next; null when there is nothing to do. */
export function nextStep(health: Health, { scope, canChange }: Reader): Sentence | null {
  const { destination, state, reason } = health;
  const { key, place } = variables[destination];
  const isVendor = scope === 'vendor';
  const press = canChange ? 'press Try again' : 'ask an admin to try again';
  switch (state) {
    case 'on':
      return null;
    case 'off':
      if (!isVendor) return ['Only the app’s vendor can switch it on.'];
      return destination === 'store'
        ? ['To keep events here, take ', { code: 'OWN_STORE=off' }, ' out of the Forge variables and deploy again.']
        : ['To send there, set the Forge variable ', { code: key }, ' and deploy again.'];
    case 'failing':
      return ['Nothing to do: they go out by themselves when it is back.'];
    case 'paused': {
      const after = ' What is parked goes out by itself once it is taken again.';
      const subject = reason?.startsWith('key-refused') === true || place === null ? key : place;
      const what = subject === key ? 'a valid key' : 'the right address';
      return isVendor
        ? [`Set ${what} in the Forge variable `, { code: subject }, `, deploy again, then ${press}.${after}`]
        : [`The app’s vendor has to set ${what} (Forge variable `, { code: subject }, `) and deploy again.${after}`];
    }
    case 'egress-off':
      return [`${EGRESS_SWITCH} Then ${press}; without it, one try is made a day.`];
  }
}

/** Asking again at once makes sense where a try is being waited for. */
export const canTryAgain = (state: DestinationState): boolean => state === 'failing' || state === 'paused' || state === 'egress-off';

/** What a try came to, from a state to the next. */
export function triedWords(before: DestinationState, after: DestinationState): string {
  switch (after) {
    case 'on':
      return before === 'paused'
        ? 'It takes events again. What is parked follows by itself with the next hourly round, or replay it below.'
        : 'It takes events again.';
    case 'off':
      return 'It is switched off.';
    case 'failing':
      return 'Not yet: it asks for a later try.';
    case 'paused':
      return 'Not yet: it is still paused.';
    case 'egress-off':
      return 'Not yet: nothing may leave.';
  }
}
