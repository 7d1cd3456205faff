import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson, contentHash, isChange, withoutNoise } from './content-hash';
import { packRaw, unpackRaw } from './raw-text';

const record = {
  addonKey: 'app',
  tier: '10 Users',
  lastUpdated: '2026-01-01',
  purchaseDetails: { proratedDetails: [{ date: 'a' }, { date: 'b' }] },
};

test('order of keys, noise fields, nulls and the order of true-ups are no change', () => {
  const same = {
    parentProductEdition: 'Premium',
    purchaseDetails: { oldParentProductEdition: 'Free', proratedDetails: [{ date: 'b' }, { date: 'a' }] },
    lastUpdated: '2026-02-02',
    cloudId: null,
    tier: '10 Users',
    addonKey: 'app',
  };
  expect(contentHash(same)).toBe(contentHash(record));
});

test('any other field is a change, also one that this version does not know', () => {
  expect(contentHash({ ...record, tier: '15 Users' })).not.toBe(contentHash(record));
  expect(contentHash({ ...record, somethingNew: 1 })).not.toBe(contentHash(record));
});

test('the tier of a sandbox is no change', () => {
  const sandbox = { ...record, installedOnSandbox: 'Yes' };
  expect(contentHash({ ...sandbox, tier: '99 Users' })).toBe(contentHash(sandbox));
});

test('a copy without insights does not outdo an equal one that has them; the other way it does', () => {
  const bare = contentHash(record);
  const rich = contentHash({ ...record, evaluationStartDate: '2025-12-01' });
  expect(isChange(rich, bare)).toBe(false);
  expect(isChange(bare, rich)).toBe(true);
  expect(isChange(rich, contentHash({ ...record, tier: '15 Users' }))).toBe(true);
  expect(isChange(rich, contentHash({ ...record, evaluationStartDate: '2025-12-02' }))).toBe(true);
  // A bare copy of a sandbox does not say that it is one, so its tier says nothing.
  const sandbox = contentHash({ ...record, installedOnSandbox: 'Yes' });
  expect(isChange(sandbox, bare)).toBe(false);
  expect(isChange(sandbox, contentHash({ ...record, status: 'cancelled' }))).toBe(true);
});

test('a hash of before, in hexadecimal digits, is of the same state', () => {
  const rich = { ...record, evaluationStartDate: '2025-12-01' };
  const hexadecimal = (text: string, digits: number) => createHash('sha256').update(text).digest('hex').slice(0, digits);
  const parts = [canonicalJson(withoutNoise({ ...record, tier: null })), '"10 Users"', '[["evaluationStartDate","2025-12-01"]]'];
  for (const digits of [
    [12, 8, 8],
    [32, 16, 16],
  ]) {
    const before = parts.map((part, index) => hexadecimal(part, digits[index]!)).join(':');
    expect(isChange(before, contentHash(rich))).toBe(false);
    expect(isChange(before, contentHash({ ...rich, tier: '15 Users' }))).toBe(true);
    expect(isChange(before, contentHash({ ...rich, status: 'cancelled' }))).toBe(true);
    expect(isChange(before, contentHash({ ...rich, evaluationStartDate: '2025-12-02' }))).toBe(true);
  }
  expect(contentHash(rich)).toHaveLength(20);
});

test('any JSON survives packing, and its canonical form does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const json = JSON.stringify(value);
      expect(unpackRaw(packRaw(json))).toBe(json);
      expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(canonicalJson(value));
    }),
  );
});

test('a text that was not packed is refused', () => {
  expect(() => unpackRaw('{}')).toThrow(RangeError);
});
