import { makeAsk } from '../../parts/ask';
import { exportMembers } from './export-members';

const seen = { standing: 'paid-used', usersSeen30: 3, countedAnew: false };
const row = (accountId: number, company: string, use = seen) => ({
  accountId,
  userId: 0,
  company,
  app: 'example',
  externalId: null,
  mrrCents: 123_456,
  use,
  lastActiveDay: '2026-02-28',
  enteredDay: '2026-02-01',
});

test('everybody is in the file once, and no name is a formula', async () => {
  const pages = [
    [row(1, '=1+1'), row(2, 'Acme, "Inc"')],
    [row(2, 'Acme, "Inc"'), row(3, 'Last', { ...seen, standing: 'not-observed', usersSeen30: 0 })],
  ];
  const asked: unknown[] = [];
  const ask = makeAsk((_call, payload) => {
    asked.push(payload);
    return Promise.resolve({ ok: true, value: { rows: pages[asked.length - 1] ?? [], total: 201 } });
  });
  const file = await exportMembers(ask, { segmentId: 7, kind: 'account' });
  expect(asked).toEqual([
    { segmentId: 7, page: 0, pageSize: 200 },
    { segmentId: 7, page: 1, pageSize: 200 },
  ]);
  expect(file).toMatchObject({ members: 3 });
  const lines = 'text' in file ? file.text.replace('\uFEFF', '').trim().split('\r\n') : [];
  expect(lines[0]).toBe('Company,App,MRR (USD),Users seen in 30 days,Last activity (UTC day),In the segment since (UTC day)');
  expect(lines[1]?.startsWith('=')).toBe(false);
  expect(lines[2]).toBe('"Acme, ""Inc""",example,1234.56,3,2026-02-28,2026-02-01');
  // Nobody knows, which is not the same as nobody.
  expect(lines[3]).toBe('Last,example,1234.56,,2026-02-28,2026-02-01');
  expect(lines).toHaveLength(4);
});

test('what the app refuses is told', async () => {
  const refusal = { ok: false, code: 'failed', message: 'Not now.' } as const;
  expect(await exportMembers(() => Promise.resolve(refusal), { segmentId: 7, kind: 'user' })).toEqual({ refusal });
});
