import { z } from 'zod';

/** What ids of a form have in common is one sign, before their hexadecimal digits (`x`) to the base of 64. */
export type IdForm = { readonly sign: string; readonly shape: string };

/**
 * The forms that most ids have. Signs come before digits and letters, in order that ids which are not short yet lie apart. A form that is added needs
 * a migration that shortens its ids, and none may go.
 */
export const ID_FORMS = {
  user: { sign: '*', shape: '712020:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx' },
  earlierUser: { sign: '+', shape: '557058:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx' },
  earliestUser: { sign: '(', shape: 'xxxxxxxxxxxxxxxxxxxxxxxx' },
  pseudonym: { sign: '$', shape: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' },
  contact: { sign: '&', shape: 'contact:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' },
  uuid: { sign: '#', shape: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx' },
} as const satisfies Readonly<Record<string, IdForm>>;
const FORMS: readonly IdForm[] = Object.values(ID_FORMS);
/** Before an id that begins with a sign itself. */
export const AS_IT_IS = '!';

const DIGITS = '0123456789abcdef';
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
export const ID_SIGNS: readonly string[] = [AS_IT_IS, ...FORMS.map(({ sign }) => sign)];
const isSign = (character: string): boolean => ID_SIGNS.includes(character);

/** How an id is kept: shorter where it has one of the forms. One to one, so that equal ids stay equal and others stay different. */
export function shortId(id: string): string {
  const form = FORMS.find(({ shape }) => shape.length === id.length && fits(id, shape));
  if (form !== undefined) return form.sign + packed(digitsOf(id, form.shape));
  return isSign(id.slice(0, 1)) ? AS_IT_IS + id : id;
}

/** The id that is kept so. */
export function fullId(short: string): string {
  const first = short.slice(0, 1);
  if (first === AS_IT_IS) return short.slice(1);
  const form = FORMS.find(({ sign }) => sign === first);
  if (form === undefined) return short;
  const digits = Buffer.from(short.slice(1), 'base64').toString('hex');
  let at = 0;
  return form.shape.replaceAll('x', () => digits.charAt(at++));
}

/** An id as it is read from a column that keeps it short. */
export const StoredId = z.string().transform(fullId);

/** How everything begins that ids beginning with a text are kept as, and nothing else: a digit may end within a character. */
export function shortBeginnings(text: string): string[] {
  if (text === '') return [''];
  const asItIs = isSign(text.slice(0, 1)) ? AS_IT_IS + text : text;
  const coded = FORMS.filter(({ shape }) => text.length <= shape.length && fits(text, shape)).flatMap(({ sign, shape }) =>
    beginningsOf(digitsOf(text, shape)).map((beginning) => sign + beginning),
  );
  return [asItIs, ...coded];
}

const fits = (text: string, shape: string): boolean =>
  Array.from(text).every((character, at) => (shape.charAt(at) === 'x' ? DIGITS.includes(character) : shape.charAt(at) === character));

const digitsOf = (text: string, shape: string): string =>
  Array.from(text)
    .filter((_, at) => shape.charAt(at) === 'x')
    .join('');

const packed = (digits: string): string => Buffer.from(digits, 'hex').toString('base64').replaceAll('=', '');

function beginningsOf(digits: string): string[] {
  const whole = digits.slice(0, digits.length - (digits.length % 3));
  const rest = digits.slice(whole.length);
  const characters = packed(`${whole}${whole.length % 2 === 0 ? '' : '0'}`).slice(0, (whole.length / 3) * 2);
  if (rest === '') return [characters];
  const bits = Array.from(rest, (digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');
  return endings(bits).map((ending) => characters + ending);
}

/** Characters whose bits begin so. */
function endings(bits: string): string[] {
  const first = bits.slice(0, 6);
  const open = 6 - first.length;
  const from = Number.parseInt(first, 2) << open;
  const characters = Array.from(CHARACTERS.slice(from, from + 2 ** open));
  return bits.length <= 6 ? characters : endings(bits.slice(6)).flatMap((ending) => characters.map((character) => character + ending));
}
