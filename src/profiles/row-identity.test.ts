import { identityOf } from './row-identity';

const row = {
  addonKey: 'app',
  cloudId: null,
  entitlementId: null,
  entitlementNumber: null,
  addonLicenceId: null,
  licenceId: null,
  rowKey: `row:${'x'.repeat(100)}`,
};
const number = (change: Partial<typeof row> | object) => identityOf({ ...row, ...change }).entitlementNumber;

test('an entitlement, else the number of the licence, else the row by itself; a site needs no number', () => {
  expect(number({ entitlementNumber: 'E-1', addonLicenceId: '42' })).toBe('E-1');
  expect(number({ entitlementId: 'id', addonLicenceId: '42' })).toBeNull();
  expect(number({ addonLicenceId: '42', licenceId: 'L-1' })).toBe('42');
  expect(number({ licenceId: 'L-1' })).toBe('L-1');
  expect(number({ cloudId: 'site' })).toBeNull();
  expect(number({})).toBe(row.rowKey.slice(0, 64));
});
