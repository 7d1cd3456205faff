import { createRequire } from 'node:module';
import fc from 'fast-check';
import { boolean, day, defineAccountProperties, defineTrackingPlan, id, number, oneOf, optional } from './define-plan';
import type { PropertyType, SentPlan } from './define-plan';
import { leavesThisSite } from './leaves-this-site';
import { planRules, planTable } from './plan-documents';
import { propertiesSchema } from './properties-schema';

const plan = defineTrackingPlan({
  'Item Ticked': {
    feature: true,
    description: 'An item was ticked | or not',
    properties: { place: oneOf('issue', 'page'), items: number(), allDone: boolean(), due: day(), list: id('list') },
  },
  'List Opened': { feature: false, description: 'A list was opened', properties: {} },
  'List Shared': { feature: true, description: 'A list was shared', properties: { until: optional(day()) } },
});
const sent: SentPlan = {
  events: plan,
  account: defineAccountProperties({ lists: number(), lastShared: optional(day()) }),
  user: { accountType: oneOf('licensed', 'customer') },
  membership: {},
};

type Validate = (value: unknown) => boolean;
// A JSON Schema validator that is not ours: the one that checks Forge manifests.
const { default: Ajv } = createRequire(createRequire(__filename).resolve('@forge/manifest'))('ajv') as {
  default: new (options: object) => { compile(schema: object): Validate };
};
// Segment reads patterns but no formats, so the patterns alone must do.
const ajv = new Ajv({ validateFormats: false });
const validators = new Map(planRules(sent).events.map(({ name, rules }) => [name, ajv.compile(rules)]));

const fits = (event: keyof typeof plan, properties: unknown) => ({
  byZod: propertiesSchema(plan[event]).safeParse(properties).success,
  bySchema: validators.get(event)!({ type: 'track', event, properties, context: {} }),
});

function right(type: PropertyType): fc.Arbitrary<string | number | boolean> {
  switch (type.kind) {
    case 'enum':
      return fc.constantFrom(...type.values);
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'day':
      return fc
        .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2399-12-31T00:00:00Z'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10));
    case 'id':
      return fc.stringMatching(/^[A-Za-z0-9_:.-]{1,64}$/);
  }
}
const { properties } = plan['Item Ticked'];
const instance = fc.record(Object.fromEntries(Object.entries(properties).map(([name, type]) => [name, right(type)])));
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '2023-02-29',
    '2024-02-29',
    '1900-02-29',
    '2000-02-29',
    '2024-2-1',
    '2024-04-31',
    '',
    'issue',
    'Issue',
    'page ',
    'a'.repeat(65),
    '1',
  ),
);
const mutation = fc.oneof(
  fc.record({ name: fc.constantFrom(...Object.keys(properties)), value: odd }),
  fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), value: odd }),
  fc.record({ name: fc.constantFrom(...Object.keys(properties)), value: fc.constant(undefined) }),
);

test('what the plan allows is valid by the schema', () => {
  fc.assert(fc.property(instance, (made) => expect(fits('Item Ticked', made)).toEqual({ byZod: true, bySchema: true })));
});

test('whatever is changed in an event, plan and schema agree on it', () => {
  const seen = { valid: 0, invalid: 0 };
  fc.assert(
    fc.property(instance, mutation, (made, { name, value }) => {
      const mutated = JSON.parse(JSON.stringify({ ...made, [name]: value })) as unknown;
      const { byZod, bySchema } = fits('Item Ticked', mutated);
      seen[byZod ? 'valid' : 'invalid'] += 1;
      expect(bySchema).toBe(byZod);
    }),
    { numRuns: 1_000, seed: 20_240_229 },
  );
  expect(seen.valid).toBeGreaterThan(10);
  expect(seen.invalid).toBeGreaterThan(500);
});

test.each([
  ['free text where an enum stands', { place: 'Buy milk' }],
  ['a day that is none', { due: '2023-02-29' }],
  ['a property too many', { title: 'Buy milk' }],
  ['a number as text', { items: '1' }],
])('%s is invalid by both', (_name, change) => {
  const event = { place: 'issue', items: 1, allDone: false, due: '2024-02-29', list: 'l-1' };
  expect(fits('Item Ticked', event)).toEqual({ byZod: true, bySchema: true });
  expect(fits('Item Ticked', { ...event, ...change })).toEqual({ byZod: false, bySchema: false });
});

test('an event without properties takes none, and a call without properties is no event', () => {
  expect(fits('List Opened', {})).toEqual({ byZod: true, bySchema: true });
  expect(fits('List Opened', { a: 1 })).toEqual({ byZod: false, bySchema: false });
  expect(validators.get('List Opened')!({ type: 'track' })).toBe(false);
});

test('what is optional may be left out, and is checked if it comes', () => {
  expect(fits('List Shared', {})).toEqual({ byZod: true, bySchema: true });
  expect(fits('List Shared', { until: '2024-02-29' })).toEqual({ byZod: true, bySchema: true });
  expect(fits('List Shared', { until: 'soon' })).toEqual({ byZod: false, bySchema: false });
  expect(fits('List Shared', { until: null })).toEqual({ byZod: false, bySchema: false });
});

test('known traits have their types, unknown ones pass', () => {
  const group = ajv.compile(planRules(sent).group);
  const fitsGroup = (traits: object) => group({ type: 'group', groupId: 'E-1', traits });
  expect([{}, { lists: 3, lastShared: null }, { lastShared: '2024-02-29', company: 'Example' }].map(fitsGroup)).toEqual([true, true, true]);
  expect([{ lists: '3' }, { lists: null }, { lastShared: 'soon' }].map(fitsGroup)).toEqual([false, false, false]);
  const identify = ajv.compile(planRules(sent).identify);
  expect(identify({ type: 'identify', traits: { accountType: 'robot' } })).toBe(false);
});

test('the form is the one that Segment takes', () => {
  const rules = planRules(sent);
  expect(Object.keys(rules)).toEqual(['events', 'global', 'identify', 'group']);
  expect(rules.events[1]).toEqual({
    name: 'List Opened',
    description: 'A list was opened',
    version: 1,
    rules: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { context: {}, traits: {}, properties: { type: 'object', properties: {}, additionalProperties: false } },
      required: ['properties'],
    },
  });
});

test('rows for a page and a table for the privacy tab', () => {
  expect(leavesThisSite(sent)).toMatchObject([
    {
      event: 'Item Ticked',
      usage: true,
      properties: [{ name: 'place', type: 'one of fixed values: issue, page' }, {}, {}, {}, { type: 'opaque list id' }],
    },
    { event: 'List Opened', when: 'A list was opened', properties: [], usage: false },
    { event: 'List Shared', properties: [{ name: 'until', type: 'day, if known' }] },
    {
      event: 'Account properties',
      properties: [
        { name: 'lists', type: 'number' },
        { name: 'lastShared', type: 'day, if known' },
      ],
      usage: false,
    },
    { event: 'User properties', properties: [{ name: 'accountType' }] },
  ]);
  const table = planTable(sent);
  expect(table).toContain('Item Ticked | An item was ticked \\| or not | `place` (one of fixed values: issue, page); `items` (number)');
  expect(table).toContain('List Opened | A list was opened | none | no');
});
