import fc from 'fast-check';
import { rowAt, rowSpans } from './row-texts';

function rowsOf(text: string): unknown[] | null {
  const spans = rowSpans(text);
  return spans === null ? null : spans.map((span) => rowAt(text, span));
}

test('the rows of any array are what JSON.parse gives, however it is spaced', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'), (rows, space) => {
      const text = JSON.stringify(rows, null, space);
      expect(rowsOf(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('an array that is cut off anywhere has no rows', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.nat(), (rows, at) => {
      const text = JSON.stringify(rows);
      expect(rowsOf(text.slice(0, at % text.length))).toBeNull();
    }),
  );
});

test.each([[''], ['{}'], ['[1,]'], ['[,1]'], ['[1]2'], ['{"licenses":[]}'], ['<html>']])('%p is no array of rows', (text) => {
  expect(rowsOf(text)).toBeNull();
});

test('quotes, brackets and backslashes inside strings mean nothing', () => {
  const rows = [{ a: '"]}' }, { b: '\\"' }, '\\', '[{', { c: '\\\\"x' }];
  expect(rowsOf(` ${JSON.stringify(rows)} \n`)).toEqual(rows);
});
