import fc from 'fast-check';
import { chartSettings, gadgetSettings, readChartChoice, readGadgetChoice } from './embed';

const usual = { chart: 'actives', rangeDays: 30, months: 12, unit: 'user', grain: 'month', filter: {} };

test('nothing chosen yet is the usual', () => {
  expect(readChartChoice(undefined)).toEqual(usual);
  expect(readGadgetChoice(undefined)).toEqual({ numbers: [], rangeDays: 30, filter: {} });
});

test('what does not fit falls back alone, what fits stays', () => {
  expect(readChartChoice({ chart: 'lifecycle', rangeDays: 12, grain: 'week', more: 'x' })).toEqual({
    ...usual,
    chart: 'lifecycle',
    grain: 'week',
  });
  expect(readGadgetChoice({ numbers: ['mau', 4], rangeDays: 90 })).toEqual({ numbers: [], rangeDays: 90, filter: {} });
});

test('whatever a page holds can be read', () => {
  fc.assert(
    fc.property(fc.anything(), (kept) => {
      const choice = readChartChoice(kept);
      expect(readChartChoice(chartSettings(choice))).toEqual(choice);
      const numbers = readGadgetChoice(kept);
      expect(readGadgetChoice(gadgetSettings(numbers))).toEqual(numbers);
    }),
  );
});

test('what was chosen is read back; what is kept has no null and no list', () => {
  const filter = { app: ['app.checklists'], stage: ['Paying', null] };
  const choice = { ...readChartChoice({ chart: 'retention', unit: 'account' }), filter };
  const settings = chartSettings(choice);
  expect(Object.values(settings).filter((value) => typeof value === 'object')).toEqual([]);
  expect(readChartChoice(settings)).toEqual(choice);
  const numbers = { numbers: ['mau', 'mrr'], rangeDays: 90, filter } as const;
  expect(readGadgetChoice(gadgetSettings({ ...numbers, numbers: [...numbers.numbers] }))).toEqual(numbers);
});

test.each(['', 'app', '{', '{"app":[]}', '{"planet":["Mars"]}', '[]', 'null'])('the filter %s is none', (filter) => {
  expect(readChartChoice({ filter }).filter).toEqual({});
});
