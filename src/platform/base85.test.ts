import fc from 'fast-check';
import { fromBase85, toBase85 } from './base85';

test('any bytes come back, in five characters for four', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = toBase85(bytes);
      expect([...fromBase85(text)]).toEqual([...bytes]);
      expect(text).toHaveLength(Math.ceil((bytes.length * 5) / 4));
      expect(text).not.toMatch(/[\s"'\\`]/);
    }),
  );
});

test.each([
  [[], ''],
  [[0, 0, 0, 0], '00000'],
  [[255, 255, 255, 255], '%nSc0'],
  [[0x86, 0x4f, 0xd2, 0x6f, 0xb5, 0x59, 0xf7, 0x5b], 'HelloWorld'],
])('%j is %s', (bytes, text) => {
  expect(toBase85(Uint8Array.from(bytes))).toBe(text);
});

test('what is no such text is refused', () => {
  expect(() => fromBase85('He"lo')).toThrow(RangeError);
  expect(() => fromBase85('#####00000')).toThrow(RangeError);
});
