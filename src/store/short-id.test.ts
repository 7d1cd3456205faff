import fc from 'fast-check';
import { fullId, ID_FORMS, shortBeginnings, shortId } from './short-id';

const digit = fc.constantFrom(...Array.from('0123456789abcdef'));
const ofForm = fc
  .constantFrom(...Object.values(ID_FORMS))
  .chain(({ shape }) => fc.array(digit, { minLength: shape.length, maxLength: shape.length }).map((digits) => filled(shape, digits)));
const filled = (shape: string, digits: readonly string[]) => {
  let at = 0;
  return shape.replaceAll('x', () => digits[at++] ?? '');
};
/** Any text, and what is nearly of a form: cut, longer, with another character, behind a sign. */
const anything = fc.oneof(
  ofForm,
  fc.string({ unit: 'binary' }),
  fc.tuple(ofForm, fc.nat(), fc.string({ maxLength: 2 })).map(([id, at, other]) => id.slice(0, at % 44) + other + id.slice((at % 44) + 1)),
  fc.tuple(fc.constantFrom(...Object.values(ID_FORMS).map(({ sign }) => sign), '!'), ofForm).map(([sign, id]) => sign + id),
);

test.each([
  ['712020:00112233-4455-6677-8899-aabbccddeeff', '*ABEiM0RVZneImaq7zN3u/w'],
  ['557058:00112233-4455-6677-8899-aabbccddeeff', '+ABEiM0RVZneImaq7zN3u/w'],
  ['00112233-4455-6677-8899-aabbccddeeff', '#ABEiM0RVZneImaq7zN3u/w'],
  ['contact:00112233445566778899aabbccddeeff', '&ABEiM0RVZneImaq7zN3u/w'],
  ['00112233445566778899aabbccddeeff', '$ABEiM0RVZneImaq7zN3u/w'],
  ['5b10ac8d82e05b22cc7d4ef5', '(WxCsjYLgWyLMfU71'],
  ['712020:00112233-4455-6677-8899-AABBCCDDEEFF', '712020:00112233-4455-6677-8899-AABBCCDDEEFF'],
  ['712020:ann', '712020:ann'],
  ['*ann', '!*ann'],
  ['!', '!!'],
  ['', ''],
])('%s is kept as %s', (id, short) => {
  expect(shortId(id)).toBe(short);
  expect(fullId(short)).toBe(id);
});

test('every id comes back as it was, and two ids are never kept as one', () => {
  fc.assert(
    fc.property(anything, anything, (id, other) => {
      expect(fullId(shortId(id))).toBe(id);
      expect(shortId(id) === shortId(other)).toBe(id === other);
    }),
    { numRuns: 5_000 },
  );
});

test('ids that begin with a text are those that are kept with one of its beginnings', () => {
  const cut = fc.tuple(anything, fc.nat(50)).map(([id, length]) => id.slice(0, length));
  const idAndBeginning = fc.oneof(
    fc.tuple(anything, cut),
    fc.tuple(anything, fc.nat(50)).map(([id, length]) => [id, id.slice(0, length)] as const),
    fc.tuple(ofForm, fc.nat(50), digit).map(([id, length, other]) => [id, id.slice(0, length) + other] as const),
  );
  fc.assert(
    fc.property(idAndBeginning, ([id, text]) => {
      const kept = shortId(id);
      expect(shortBeginnings(text).some((beginning) => kept.startsWith(beginning))).toBe(id.startsWith(text));
    }),
    { numRuns: 10_000 },
  );
  const id = '712020:00112233-4455-6677-8899-aabbccddeeff';
  expect(Math.max(...Array.from(id, (_, at) => shortBeginnings(id.slice(0, at)).length))).toBeLessThanOrEqual(1 + 3 * 16 + 1);
});
