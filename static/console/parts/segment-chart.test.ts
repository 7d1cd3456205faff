import { figureColumn, hasFigures, placeRows, type Point, shortFigure } from './segment-chart';

const champions: readonly Point[] = [
  ['Item Added', 0.5],
  ['Item Ticked', 0.25],
];
const atRisk: readonly Point[] = [
  ['Item Ticked', 0.75],
  ['Item Added', null],
  ['Item Exported', -0.1],
];

test('figures of one place stand in one row, whatever their order is; who has none there has a gap', () => {
  expect(placeRows([champions, atRisk])).toEqual([
    { place: 'Item Ticked', values: [0.25, 0.75] },
    { place: 'Item Added', values: [0.5, null] },
    { place: 'Item Exported', values: [null, -0.1] },
  ]);
});

test('by height, what has the most in any segment comes first', () => {
  expect(placeRows([champions, atRisk], { order: 'height' }).map(({ place }) => place)).toEqual([
    'Item Ticked',
    'Item Added',
    'Item Exported',
  ]);
  expect(placeRows([champions, []], { order: 'height' }).map(({ place }) => place)).toEqual(['Item Added', 'Item Ticked']);
});

test('by place, days and numbers come in turn, whoever has them', () => {
  const ordered = (...answers: readonly (readonly string[])[]) =>
    placeRows(
      answers.map((places) => places.map((place): Point => [place, 1])),
      { order: 'place' },
    ).map(({ place }) => place);
  expect(ordered(['2', '10'], ['1', '10', '30'])).toEqual(['1', '2', '10', '30']);
  expect(ordered(['2027-12', '2028-01'], ['2028-01', '2028-02', '2028-03'])).toEqual(['2027-12', '2028-01', '2028-02', '2028-03']);
});

test('where rows are of what there is, none is zero; what is not known stays so', () => {
  expect(placeRows([champions, atRisk], { absent: 0 })).toContainEqual({ place: 'Item Exported', values: [0, -0.1] });
  expect(placeRows([champions, atRisk], { absent: 0 })).toContainEqual({ place: 'Item Added', values: [0.5, null] });
});

test('there is nothing to draw where all is zero or not known', () => {
  expect(hasFigures(placeRows([[['Jan', 0]], [['Jan', null]]]))).toBe(false);
  expect(hasFigures(placeRows([[['Jan', -1]], []]))).toBe(true);
});

test.each([
  ['money', 123_456, '$1,235', 1234.56, '$1,234.56'],
  ['share', 0.1234, '12%', 0.1234, '12.3%'],
  ['count', 1234, '1,234', 1234, '1,234'],
  ['tenths', 2.44, '2.4', 2.44, '2.4'],
  ['points', -0.29, '−29', -0.29, '−29'],
  ['share', null, '–', null, '–'],
] as const)('%s %s stands beside its bar as %s, in a file as %s and in the table as %s', (unit, value, short, cell, shown) => {
  const column = figureColumn(unit, 'Champions', ({ values }) => values[0] ?? null);
  const row = { place: 'Jan', values: [value] };
  expect([shortFigure(unit, value), column.cell(row), column.shown(row)]).toEqual([short, cell, shown]);
});
