import type { PropertyRow } from '../../../../src/contract/profiles';
import { exportFile } from './export-file';
import { guessedUses, rowPreparer } from './import-rows';
import { surveyFile } from './read-table';

const property = (key: string, type: PropertyRow['type']): PropertyRow => ({
  kind: 'membership',
  key,
  type,
  origin: 'manual',
  isStandard: key === 'Role',
  ownLabel: key,
  label: key,
  description: '',
  grouping: '',
  hidden: false,
  sensitive: false,
  lastSeenDay: null,
  filled: null,
  examples: [],
  misfits: 0,
  misfitDay: null,
});

test('what is exported is what an import reads, formulas made harmless in between', async () => {
  const properties = [property('Role', 'text'), property('budget', 'money'), property('areas', 'list'), property('champion', 'boolean')];
  const values = { Role: '=HYPERLINK("x")', budget: 120_050, areas: ['a', 'b'], champion: true };
  const file = exportFile('membership', properties, [{ account: 'E-1', company: '@evil', user: 'ann', tags: ['vip', '=1'], values }]);
  expect(file).toContain(`"'=HYPERLINK(""x"")"`);
  expect(file).toContain(`"'@evil"`);
  expect(file).toContain('vip; =1');
  const table = await surveyFile(new File([file], 'export.csv'));
  if ('problem' in table) throw new Error(table.problem);
  const uses = guessedUses(table.columns, 'membership', properties);
  const preparer = rowPreparer(uses, 'membership');
  expect(preparer.take(table.first)).toEqual({ pieces: [], aside: [] });
  expect(preparer.end()).toEqual([{ line: 2, account: 'E-1', user: 'ann', values: ['=HYPERLINK("x")', 120_050, ['a', 'b'], true] }]);
});
