import { makeAsk } from '../../parts/ask';
import { exportUnmatched } from './export-unmatched';

const row = (id: number, company: string) => ({
  ...{ id, company, entitlementNumber: `E-${String(id)}`, cloudId: null, appKey: 'app', lastDay: null, reason: 'no-site' },
});

test('the file has every page, and nothing in it runs in a spreadsheet', async () => {
  const asked: unknown[] = [];
  const ask = makeAsk((_call, payload) => {
    asked.push(payload.afterId);
    const value =
      payload.afterId === 0 ? { rows: [row(4, '=cmd()')], nextAfterId: 4 } : { rows: [row(9, 'Acme, Inc.')], nextAfterId: null };
    return Promise.resolve({ ok: true, value });
  });
  const file = await exportUnmatched(ask, 'licences');
  expect(asked).toEqual([0, 4]);
  if (file.kind !== 'file') throw new Error('Refused');
  expect(file.rows).toBe(2);
  expect(file.text.split('\r\n').map((line) => line.split(',').slice(0, 2).join(','))).toEqual([
    '\uFEFFCompany,Entitlement',
    `"'=cmd()",E-4`,
    '"Acme, Inc."',
    '',
  ]);
  expect(file.text).toContain('The licence names no site');
});

test('a refusal on the way makes no file', async () => {
  const ask = makeAsk(() => Promise.resolve({ ok: false, code: 'not-ready', message: 'Soon.' }));
  expect(await exportUnmatched(ask, 'apps')).toMatchObject({ kind: 'refused', refusal: { message: 'Soon.' } });
});
