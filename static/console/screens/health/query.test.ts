import { readFilter, writeFilter } from '../../parts/account-filter';
import { cellPlace, readQuery, rulesPlace, writeQuery } from './query';

const readBack = (place: Readonly<Record<string, string>>) => readQuery(new URLSearchParams(place));

test('a cell, a stage whose rules are changed and a page come back from the address', () => {
  expect(readBack(cellPlace('Paying', 'bad'))).toEqual({
    section: 'board',
    cell: { stage: 'Paying', health: 'bad', page: 0 },
    edited: null,
  });
  expect(readBack(cellPlace(null, 'unknown')).cell).toEqual({ stage: null, health: 'unknown', page: 0 });
  expect(readBack(rulesPlace(''))).toEqual({ section: 'rules', cell: null, edited: '' });
  const paged = { section: 'board', cell: { stage: 'Free', health: 'good', page: 3 }, edited: null } as const;
  expect(readBack(writeQuery(paged))).toEqual(paged);
});

test('what is no colour, no section and no page is the board', () => {
  expect(readQuery(new URLSearchParams('section=none&colour=green&page=-1'))).toEqual({ section: 'board', cell: null, edited: null });
});

test('a cell and a filter of accounts stand in one address and do not touch each other', () => {
  const filter = { segment: ['7'], health: ['good'], stage: ['Free', null] };
  const params = writeFilter(new URLSearchParams(cellPlace('Paying', 'bad')), filter);
  expect(readFilter(params)).toEqual(filter);
  expect(readQuery(params).cell).toEqual({ stage: 'Paying', health: 'bad', page: 0 });
  expect(readQuery(writeFilter(new URLSearchParams(), filter)).cell).toBeNull();
});
