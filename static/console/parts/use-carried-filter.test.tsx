/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { parseHash } from './hash';
import { useCarriedFilter } from './use-carried-filter';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

test('the filter stays where there is none, and what is compared where nothing can be', () => {
  let carried = '';
  function Probe({ hash, isFiltered, canCompare }: { hash: string; isFiltered: boolean; canCompare: boolean }) {
    carried = useCarriedFilter(parseHash(hash), { isFiltered, canCompare });
    return null;
  }
  const root = createRoot(document.createElement('div'));
  const at = (hash: string, takes: 'all' | 'filter' | 'nothing'): string => {
    act(() => {
      root.render(<Probe hash={hash} isFiltered={takes !== 'nothing'} canCompare={takes === 'all'} />);
    });
    return carried;
  };
  expect(at('#/overview?range=90&beside=7&stage=Paying', 'all')).toBe('stage=Paying&beside=7');
  expect(at('#/sync?stage=Free&beside=31', 'nothing')).toBe('stage=Paying&beside=7');
  expect(at('#/accounts?stage=Lapsed&sort=seats', 'filter')).toBe('stage=Lapsed&beside=7');
  expect(at('#/engagement', 'all')).toBe('');
});
