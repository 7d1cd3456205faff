import { readQuery, writeQuery } from './query';

test('every range survives the address, what does not fit falls back, and a filter beside it stays', () => {
  const beside = new URLSearchParams('app=a&range=7');
  for (const rangeDays of [7, 30, 90] as const) {
    const written = writeQuery(beside, { rangeDays });
    expect([readQuery(written), written.get('app')]).toEqual([{ rangeDays }, 'a']);
  }
  expect(writeQuery(beside, { rangeDays: 30 }).toString()).toBe('app=a');
  expect(readQuery(new URLSearchParams('range=31'))).toEqual({ rangeDays: 30 });
});
