import { placeOf } from './place';

test.each([
  [{ type: 'jira:dashboardGadget' }, 'gadget'],
  [{ type: 'jira:dashboardGadget', entryPoint: 'view' }, 'gadget'],
  [{ type: 'jira:dashboardGadget', entryPoint: 'edit' }, 'gadget-form'],
  [{ type: 'macro', config: {} }, 'chart'],
  [{ type: 'macro', macro: { isConfiguring: false } }, 'chart'],
  [{ type: 'macro', macro: { isConfiguring: true, isInserting: true } }, 'chart-form'],
  [{ type: 'macro', macro: 'rich text', entryPoint: 'edit' }, 'chart'],
])('%j is a %s', (extension, kind) => {
  expect(placeOf(extension).kind).toBe(kind);
});

test('each reads the settings that its product keeps', () => {
  expect(placeOf({ type: 'macro', config: { chart: 'mrr', months: 24 } }).choice).toMatchObject({ chart: 'mrr', months: 24 });
  expect(placeOf({ type: 'jira:dashboardGadget', gadgetConfiguration: { rangeDays: 90 } }).choice).toMatchObject({ rangeDays: 90 });
});
