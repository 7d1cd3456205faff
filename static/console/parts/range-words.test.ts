import { rangeWords } from './range-words';

test.each([
  [['2027-12-31', '2028-01-01', '2028-02-29'], 'Dec 31, 2027 to Feb 29, 2028'],
  [['2028-02-29'], 'Feb 29, 2028'],
  [['2027-12', '2028-01'], 'December 2027 to January 2028'],
  [['Item Created', 'Item Moved'], ''],
  [[1, 2], ''],
  [[], ''],
])('%p', (cells, words) => {
  expect(rangeWords(cells)).toBe(words);
});
