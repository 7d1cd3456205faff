/** What a destination answered, in words; the code of an answer stands in brackets. */
const answers: Readonly<Record<string, string>> = {
  'answered-html': 'a web page answered instead of the destination',
  'answered-error': 'it answered that it could not take the events',
  'egress-off': 'the site’s admin lets no analytics leave',
  'nothing-may-leave': 'nothing may leave this site now',
  'store-failed': 'the database did not take them',
  'switched-off': 'the destination was switched off while they waited',
  'too-old': 'they waited too long for the destination to come back',
  'too-large': 'they are larger than the destination takes',
  unreachable: 'nobody answered in time, or the connection broke',
};

const statuses: Readonly<Record<string, string>> = {
  '400': 'it refused the events as malformed',
  '404': 'nothing answers at this address',
  '413': 'it refused the events as too large',
  '408': 'it gave up waiting',
  '429': 'it asks to slow down',
  '502': 'something in front of it could not reach it',
  '503': 'it is not available now',
  '504': 'something in front of it waited too long',
};

/** A reason code of the delivery as the end of a sentence: `it refuses the key (401)`. */
export function reasonWords(code: string): string {
  const [, kind, status] = /^(status|redirected|key-refused)-(\d{3})$/.exec(code) ?? [];
  if (kind === undefined || status === undefined) return known(answers, code) ?? `it gave the reason “${code}”`;
  if (kind === 'key-refused') return `it refuses the key (${status})`;
  if (kind === 'redirected') return `it points to another address (${status}), which no destination does`;
  const fallback = status.startsWith('5') ? 'it failed' : 'it refused the events';
  return `${known(statuses, status) ?? fallback} (${status})`;
}

/** The same as a sentence of its own. */
export function reasonSentence(code: string): string {
  const words = reasonWords(code);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

const doors: Readonly<Record<string, string>> = {
  'bad-payload': 'What the page sent is no batch of events.',
  'bad-properties': 'Its properties do not fit the tracking plan.',
  'do-not-track': 'The user chose not to be measured.',
  'egress-off': 'The site’s admin lets no analytics leave. These events are not kept and not sent later.',
  'not-an-event': 'Its id, name or time is missing or malformed.',
  'switched-off': 'The site’s admin switched all analytics off.',
  'too-large': 'It is larger than an event may be.',
  'too-many-events': 'More events came in one call than a page may send.',
  'unknown-event': 'The tracking plan has no event of that name.',
};

/** Why an event was refused before any queue. */
export const doorWords = (code: string): string => known(doors, code) ?? `It gave the reason “${code}”.`;

const known = (words: Readonly<Record<string, string>>, code: string): string | undefined =>
  Object.hasOwn(words, code) ? words[code] : undefined;
