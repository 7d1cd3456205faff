import fc from 'fast-check';
import { packRaw, unpackRaw } from './raw-text';

const ids = fc.array(fc.uuid(), { maxLength: 6 });

test('any record comes back, whatever ids and control characters are in it', () => {
  fc.assert(
    fc.property(ids, fc.string(), fc.jsonValue(), (known, text, more) => {
      for (const json of [JSON.stringify({ known, text, more }), `${text}${known.join(text)}`, `\u0001${known.join('')}`])
        expect(unpackRaw(packRaw(json))).toBe(json);
    }),
  );
});

test('more ids than a byte can count come back too', () => {
  const json = JSON.stringify(Array.from({ length: 300 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`));
  expect(unpackRaw(packRaw(json))).toBe(json);
});

test('an id that nothing else tells costs twenty characters', () => {
  const withIds = (count: number) =>
    packRaw(JSON.stringify(Array.from({ length: count }, (_, index) => fc.sample(fc.uuid(), { numRuns: 1, seed: index })[0])));
  expect(withIds(40).length - withIds(20).length).toBeLessThanOrEqual(20 * 20 + 10);
});

test('records that were packed before are still read', () => {
  const packed = 'd1:q8ZmlamJoVGSuZmxrklSUpKuSZpliq5FilGirkGagVmiqUVyirkhUsY1NIcmtVoA';
  expect(unpackRaw(packed)).toBe('{"appEntitlementId":"5412b763-4bbb-4f9d-8d2a-0f06a58cd71e","tier":"17 Users"}');
});

test.each(['{}', 'd3:abc', 'd2:"', ''])('%j is refused', (text) => {
  expect(() => unpackRaw(text)).toThrow(RangeError);
});
