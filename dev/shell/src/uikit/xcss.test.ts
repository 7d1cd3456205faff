import { cssOf, tokenVariable } from './xcss';

test.each([
  ['color.background.neutral', 'var(--ds-background-neutral)'],
  ['color.text', 'var(--ds-text)'],
  ['elevation.surface.raised', 'var(--ds-surface-raised)'],
  ['elevation.shadow.overlay', 'var(--ds-shadow-overlay)'],
  ['space.150', 'var(--ds-space-150)'],
  ['border.radius.100', 'var(--ds-border-radius-100)'],
])('%s', (token, variable) => {
  expect(tokenVariable(token)).toBe(variable);
});

test('tokens become variables, lengths stay, states are left out, later layers win', () => {
  const layers = [
    { padding: 'space.200', width: '50%', ':hover': { padding: 'space.0' } },
    { flexGrow: 1, width: '8.5px' },
  ];
  expect(cssOf(layers)).toEqual({ padding: 'var(--ds-space-200)', width: '8.5px', flexGrow: 1 });
});

test('nothing gives nothing', () => {
  expect(cssOf(undefined)).toEqual({});
  expect(cssOf('padding')).toEqual({});
});
