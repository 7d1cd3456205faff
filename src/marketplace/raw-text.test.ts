import fc from 'fast-check';
import { hashOf } from './content-hash';
import licences from './fixtures/licences.json';
import transactions from './fixtures/transactions.json';
import { packRaw, packRecord, unpackRaw } from './raw-text';
import { recordBytes } from '../store/record-bytes';
import { SAMPLES, WORDS } from './raw-words';

const ids = fc.array(fc.uuid(), { maxLength: 6 });

test('any record comes back, whatever ids and control characters are in it', () => {
  fc.assert(
    fc.property(ids, fc.string(), fc.jsonValue(), (known, text, more) => {
      for (const json of [JSON.stringify({ known, text, more }), `${text}${known.join(text)}`, `\u0001${known.join('')}`])
        expect([unpackRaw(packRaw(json)), unpackRaw(packRecord(json))]).toEqual([json, json]);
    }),
  );
});

test('more ids than a byte can count come back too', () => {
  const json = JSON.stringify(Array.from({ length: 300 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`));
  expect(unpackRaw(packRaw(json))).toBe(json);
  expect(unpackRaw(packRecord(json))).toBe(json);
});

test('bytes are a fifth less than a text, and come in lines from some engines', () => {
  const json = JSON.stringify(transactions);
  const bytes = Buffer.from(packRecord(json), 'base64');
  expect(bytes.length).toBeLessThan(packRaw(json).length * 0.805);
  expect(unpackRaw((packRecord(json).match(/.{1,76}/g) ?? []).join('\n'))).toBe(json);
});

test.each([
  'd1:q8ZmlamJoVGSuZmxrklSUpKuSZpliq5FilGirkGagVmiqUVyirkhUsY1NIcmtVoA',
  'd2:0-P/wv[TBfOSb9f2bNpg9Uw$@5H5z^gLwd@rAi40rJBbK6^B{Y8jz!#5.)NWRci<',
  packRaw('{"appEntitlementNumber":"E-0A0-ZZZ-ZZZ-000"}'),
  packRaw('a\u0001b'),
])('%s says the same as bytes', (text) => {
  expect(unpackRaw(recordBytes(text).toString('base64'))).toBe(unpackRaw(text));
});

test('an id that nothing else tells costs twenty characters', () => {
  const withIds = (count: number) =>
    packRaw(JSON.stringify(Array.from({ length: count }, (_, index) => fc.sample(fc.uuid(), { numRuns: 1, seed: index })[0])));
  expect(withIds(40).length - withIds(20).length).toBeLessThanOrEqual(20 * 20 + 10);
});

test('what is not ASCII comes back, beside words, days and numbers of entitlements', () => {
  const json = JSON.stringify({
    company: 'Zürich Überbau AG \u{1f600}',
    hosting: 'Cloud',
    city: '東京',
    saleDate: '2026-02-28',
    maintenanceEndDate: '2026-02-30',
    date: '0001-01-01',
    appEntitlementNumber: 'E-0A0-ZZZ-ZZZ-000',
    hostEntitlementNumber: 'E-0a0-ZZZ',
    partnerName: '"hosting":"Cloud"',
    name: '\u007f\u0085 \u00a0',
  });
  expect(unpackRaw(packRaw(json))).toBe(json);
});

test('the words and records that packed records are written with are those of their prefix', () => {
  expect(hashOf(JSON.stringify([WORDS, SAMPLES]))).toBe('13c00e4696c46bb61d131e243dc3c344');
});

test.each(Object.entries({ ...licences, ...transactions }))(
  '%s comes back, and a whole record takes a quarter of its text',
  (_, record) => {
    const json = JSON.stringify(record);
    expect(unpackRaw(packRaw(json))).toBe(json);
    if (json.length > 1_000) expect(packRaw(json).length).toBeLessThan(json.length / 4);
  },
);

test('records of the second prefix are still read', () => {
  const packed = 'd2:0-P/wv[TBfOSb9f2bNpg9Uw$@5H5z^gLwd@rAi40rJBbK6^B{Y8jz!#5.)NWRci<';
  expect(unpackRaw(packed)).toBe(
    '{"appEntitlementId":"5412b763-4bbb-4f9d-8d2a-0f06a58cd71e","tier":"17 Users","cloudId":"11111111-2222-4333-8444-555555555555"}',
  );
});

test('records that were packed before are still read', () => {
  const packed = 'd1:q8ZmlamJoVGSuZmxrklSUpKuSZpliq5FilGirkGagVmiqUVyirkhUsY1NIcmtVoA';
  expect(unpackRaw(packed)).toBe('{"appEntitlementId":"5412b763-4bbb-4f9d-8d2a-0f06a58cd71e","tier":"17 Users"}');
});

test.each(['{}', 'd3:abc', 'd2:"', '', 'AA==', 'BQ==', 'Axyz'])('%j is refused', (text) => {
  expect(() => unpackRaw(text)).toThrow(RangeError);
});
