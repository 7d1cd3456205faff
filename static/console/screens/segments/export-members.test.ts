import { makeAsk } from '../../parts/ask';
import { exportMembers } from './export-members';

const row = (accountId: number, company: string) => ({
  accountId,
  userId: 0,
  company,
  app: 'example',
  externalId: null,
  mrrCents: 123_456,
  usersSeen30: 3,
  lastActiveDay: '2026-02-28',
  enteredDay: '2026-02-01',
});

test('everybody is in the file once, and no name is a formula', async () => {
  const pages = [
    [row(1, '=1+1'), row(2, 'Acme, "Inc"')],
    [row(2, 'Acme, "Inc"'), row(3, 'Last')],
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
  expect(lines).toHaveLength(4);
});

test('what the app refuses is told', async () => {
  const refusal = { ok: false, code: 'failed', message: 'Not now.' } as const;
  expect(await exportMembers(() => Promise.resolve(refusal), { segmentId: 7, kind: 'user' })).toEqual({ refusal });
});
