import fc from 'fast-check';
import { EngagementGrain, EngagementUnit } from '../../../../src/contract/engagement';
import { USUAL_RANGE } from '../../parts/chosen-range';
import { askedIn, DEFAULT_QUERY, type EngagementQuery, linkTo, readQuery, SECTIONS, writeQuery } from './query';

test('an empty address is the adoption by all accounts', () => {
  expect(readQuery(new URLSearchParams())).toEqual(DEFAULT_QUERY);
  expect(writeQuery(DEFAULT_QUERY).toString()).toBe('');
});

test.each([
  ['section', 'payroll'],
  ['range', '31'],
  ['unit', 'site'],
  ['by', 'quarter'],
  ['when', 'never'],
  ['of', 'all'],
  ['days', 'some'],
  ['app', 'x'.repeat(101)],
])('%s=%s is nothing that can be asked', (name, value) => {
  expect(readQuery(new URLSearchParams({ [name]: value }))).toEqual(DEFAULT_QUERY);
});

const queries: fc.Arbitrary<EngagementQuery> = fc.record({
  section: fc.constantFrom(...SECTIONS),
  filter: fc.constantFrom({}, { app: ['com.example.board'], stage: ['Paying', null] }),
  rangeDays: fc.constantFrom(7, 30, 90),
  unit: fc.constantFrom(...EngagementUnit.options),
  grain: fc.constantFrom(...EngagementGrain.options),
  when: fc.constantFrom('on', 'onOrAfter'),
  of: fc.constantFrom('start', 'previous'),
  journey: fc.constantFrom(DEFAULT_QUERY.journey, { ...DEFAULT_QUERY.journey, steps: ['Item Added', 'A & B'], limitDays: 0 }),
  days: fc.constantFrom('exact', 'atLeast'),
  beside: fc.constantFrom([], ['7', '31']),
  range: fc.constantFrom(USUAL_RANGE, { days: 'last-month', isCompared: true }),
});

test('whatever is chosen, its address opens the same again', () => {
  fc.assert(
    fc.property(queries, (query) => {
      expect(readQuery(new URLSearchParams(writeQuery(query).toString()))).toEqual(query);
    }),
  );
});

test('whatever is typed, something can be asked', () => {
  const names = ['section', 'app', 'stage', 'range', 'unit', 'by', 'when', 'of', 'days'];
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...names), fc.string())), (pairs) => {
      const query = readQuery(new URLSearchParams(pairs));
      expect(readQuery(writeQuery(query))).toEqual(query);
    }),
  );
});

test('a link to another section keeps of whom the figures are', () => {
  const query = { ...DEFAULT_QUERY, filter: { app: ['com.example.board'] }, unit: 'account' } as const;
  expect(linkTo(query, { section: 'retention' })).toBe('#/engagement?section=retention&unit=account&app=com.example.board');
});

test('a site asks of its users, and a distribution of days is of a week or a month', () => {
  const typed = { ...DEFAULT_QUERY, section: 'stickiness', filter: { stage: ['Free'] }, unit: 'account', grain: 'day' } as const;
  expect(askedIn('site', typed)).toEqual({ ...DEFAULT_QUERY, section: 'stickiness' });
  expect(askedIn('vendor', typed)).toEqual({ ...typed, grain: 'week' });
  expect(askedIn('site', { ...typed, section: 'activation' }).section).toBe('adoption');
  expect(askedIn('site', { ...typed, section: 'uptake' }).section).toBe('adoption');
  expect(askedIn('vendor', { ...typed, section: 'lifecycle' })).toEqual({ ...typed, section: 'lifecycle' });
});
