import { cellHref, readQuery, rulesHref, writeQuery } from './query';

const ofHref = (href: string) => readQuery(new URLSearchParams(href.slice(href.indexOf('?') + 1)));

test('a cell, a stage whose rules are changed and a page come back from the address', () => {
  expect(ofHref(cellHref('Paying', 'bad'))).toEqual({ section: 'board', cell: { stage: 'Paying', health: 'bad', page: 0 }, edited: null });
  expect(ofHref(cellHref(null, 'unknown')).cell).toEqual({ stage: null, health: 'unknown', page: 0 });
  expect(ofHref(rulesHref(''))).toEqual({ section: 'rules', cell: null, edited: '' });
  const paged = { section: 'board', cell: { stage: 'Free', health: 'good', page: 3 }, edited: null } as const;
  expect(readQuery(writeQuery(paged))).toEqual(paged);
});

test('what is no colour, no section and no page is the board', () => {
  expect(readQuery(new URLSearchParams('section=none&health=green&page=-1'))).toEqual({ section: 'board', cell: null, edited: null });
});
