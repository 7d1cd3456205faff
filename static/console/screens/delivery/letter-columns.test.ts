import { letterColumns } from './letter-columns';

const headings = (canChange: boolean): readonly string[] =>
  letterColumns({ rows: [], today: '2028-02-29', choice: canChange ? { picked: new Set(), onPick: () => undefined } : null }).map(
    ({ heading }) => heading,
  );

test('who may only look has nothing to choose', () => {
  expect(headings(true)).toEqual(['Choose', 'State', 'Destination', 'Reason', 'Events', 'Since']);
  expect(headings(false)).toEqual(headings(true).slice(1));
});
