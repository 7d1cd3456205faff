import { readQuery, writeQuery } from './query';

test('every range survives the address, and what does not fit falls back', () => {
  for (const rangeDays of [7, 30, 90] as const) expect(readQuery(writeQuery({ rangeDays }))).toEqual({ rangeDays });
  expect(writeQuery({ rangeDays: 30 }).toString()).toBe('');
  expect(readQuery(new URLSearchParams('range=31'))).toEqual({ rangeDays: 30 });
});
