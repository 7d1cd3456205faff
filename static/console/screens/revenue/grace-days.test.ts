import { readGrace } from './grace-days';

test.each([
  ['0', 0],
  [' 14 ', 14],
  ['90', 90],
  ['91', null],
  ['-1', null],
  ['1.5', null],
  ['', null],
  ['1e1', null],
])('%j is read as %j days', (text, days) => {
  expect(readGrace(text)).toBe(days);
});
