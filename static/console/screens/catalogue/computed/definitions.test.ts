import { ComputedDefinition } from '../../../../../src/profiles/computed/definition';
import { parseFormula } from '../../../../../src/profiles/formula/parse';
import type { PropertyType } from '../../../../../src/segments/value';
import { DEFINITION_TYPES, measuresOf, named, newDefinition } from './definitions';

const number = { label: 'A number', type: 'number' as PropertyType };
const known = {
  catalogue: {
    properties: {
      account: new Map([
        ['seats', number],
        ['users-30', number],
      ]),
      user: new Map([['score', number]]),
      membership: new Map([['weight', number]]),
    },
    events: new Map([
      ['Exported', { label: 'Exported', activity: true, screen: false, properties: new Map<string, PropertyType>([['size', 'number']]) }],
    ]),
    stages: { account: new Map(), user: new Map(), membership: new Map() },
    tags: { account: new Set<string>(), user: new Set<string>(), membership: new Set<string>() },
  },
  segments: new Map(),
};

test.each(DEFINITION_TYPES.flatMap((type) => (['account', 'user', 'membership'] as const).map((kind) => [type, kind] as const)))(
  '%s of %s begins with a definition that can be read',
  (type, kind) => {
    const begun = newDefinition(type, kind, known);
    expect(ComputedDefinition.parse(begun)).toEqual(begun);
  },
);

test('a formula can name every key', () => {
  for (const key of ['seats', 'users-30', 'Role of', 'größe', 'and', 'min'])
    expect(parseFormula(named(key))).toMatchObject({ kind: 'property', key });
});

test('who did it is asked of accounts, where of users, and only a user in an account has a share', () => {
  const wordsOf = (kind: 'account' | 'user' | 'membership') => measuresOf(kind).map(({ label }) => label);
  expect(wordsOf('account')).toContain('By how many users');
  expect(wordsOf('user')).toContain('In how many accounts');
  expect(wordsOf('membership')).toContain('Share of the account’s');
  expect(wordsOf('account')).not.toContain('Share of the account’s');
});
