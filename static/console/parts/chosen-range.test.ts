import fc from 'fast-check';
import { RANGE_PRESETS } from '../../../src/engagement/day-range';
import { type ChosenRange, readRange, USUAL_RANGE, writeRange } from './chosen-range';

const days: fc.Arbitrary<ChosenRange['days']> = fc.constantFrom(
  null,
  ...RANGE_PRESETS,
  { from: '2027-12-31', to: '2028-02-29' },
  { from: '2028-02-29', to: '2028-02-29' },
);
const ranges: fc.Arbitrary<ChosenRange> = fc.record({ days, isCompared: fc.boolean() });

test('whatever is chosen, its address opens the same again, whatever was there before', () => {
  fc.assert(
    fc.property(ranges, ranges, (before, chosen) => {
      const params = writeRange(writeRange(new URLSearchParams({ unit: 'account' }), before), chosen);
      expect(readRange(new URLSearchParams(params.toString()))).toEqual(chosen);
      expect(params.get('unit')).toBe('account');
    }),
  );
});

test.each(['span=last-century', 'from=2028-02-29', 'from=2028-03-01&to=2028-02-29', 'from=2027-02-29&to=2028-01-01', 'compare=after'])(
  '%s is nothing that can be asked',
  (address) => {
    expect(readRange(new URLSearchParams(address))).toEqual(USUAL_RANGE);
  },
);
