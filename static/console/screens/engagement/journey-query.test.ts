import fc from 'fast-check';
import { ActivationRequest } from '../../../../src/contract/activation';
import { FunnelRequest } from '../../../../src/contract/funnel';
import { DEFAULT_JOURNEY, type JourneyQuery, readJourney, writeJourney } from './journey-query';

const journeys: fc.Arbitrary<JourneyQuery> = fc.record({
  steps: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 200 }), { maxLength: 8 }),
  limitDays: fc.constantFrom(0, 1, 7, 14, 30, 90),
  limitOf: fc.constantFrom('whole', 'step'),
  earlyDays: fc.constantFrom(1, 7, 14),
  keptFrom: fc.constantFrom(14, 30, 60),
});

test('whatever is chosen, its address opens the same again', () => {
  fc.assert(
    fc.property(journeys, (journey) => {
      expect(readJourney(new URLSearchParams(writeJourney(new URLSearchParams('unit=account'), journey).toString()))).toEqual(journey);
    }),
  );
  expect(writeJourney(new URLSearchParams(), DEFAULT_JOURNEY).toString()).toBe('');
});

test('whatever is typed, something can be asked', () => {
  const names = ['step', 'within', 'limit', 'early', 'kept'];
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ maxLength: 300 }))), (pairs) => {
      const { earlyDays, keptFrom, ...funnel } = readJourney(new URLSearchParams(pairs));
      expect(FunnelRequest.safeParse(funnel).success).toBe(true);
      expect(ActivationRequest.safeParse({ earlyDays, keptFrom }).success).toBe(true);
    }),
  );
  const typed = new URLSearchParams([
    ['step', 'A'],
    ['step', 'A'],
    ['step', ''],
    ['step', 'x'.repeat(201)],
    ['within', '3'],
    ['limit', 'all'],
  ]);
  expect(readJourney(typed)).toEqual({ ...DEFAULT_JOURNEY, steps: ['A'] });
});
