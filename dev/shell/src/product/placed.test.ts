import { gadgetSettings, macroSettings } from './placed';

test('a gadget’s fields are kept as they are', () => {
  expect(gadgetSettings({ numbers: ['mau'], refresh: 15 })).toEqual({ numbers: ['mau'], refresh: 15 });
  for (const payload of [null, 'x', [1]]) expect(() => gadgetSettings(payload)).toThrow('object');
});

test('a macro’s settings lie under config', () => {
  expect(macroSettings({ config: { chart: 'mrr', parts: ['a', 'b'], more: { months: 12 } } })).toEqual({
    chart: 'mrr',
    parts: ['a', 'b'],
    more: { months: 12 },
  });
});

test.each([
  undefined,
  {},
  { chart: 'mrr' },
  { config: 'mrr' },
  { config: { app: null } },
  { config: { a: [[1]] } },
  { config: { a: [1, 'b'] } },
])('%j is no configuration of a macro', (payload) => {
  expect(() => macroSettings(payload)).toThrow('INVALID_CONFIG');
});
