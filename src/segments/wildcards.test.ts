import fc from 'fast-check';
import { matchesWildcards } from './wildcards';

test.each([
  ['*', '', true],
  ['?', '', false],
  ['a*c', 'abbc', true],
  ['a*c', 'abbcd', false],
  ['*b*', 'abc', true],
  ['??', 'é😀', true],
  ['a.c', 'abc', false],
])('%s on %s', (pattern, text, matches) => {
  expect(matchesWildcards(pattern, text)).toBe(matches);
});

test('means what the regular expression means', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 }), (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(matchesWildcards(pattern, text)).toBe(expression.test(text));
    }),
    { numRuns: 1000 },
  );
});

test('a pattern made to be slow takes no longer than pattern × text', () => {
  expect(matchesWildcards('*a'.repeat(250), 'a'.repeat(499) + 'b')).toBe(false);
});
