import type { AccountRow } from '../../../../src/contract/accounts';
import { type Invoke, makeAsk } from '../../parts/ask';
import { exportAccounts } from './export-accounts';
import { accountsInput, DEFAULT_QUERY } from './query';

const account = (accountId: number, change: Partial<AccountRow> = {}): AccountRow => ({
  accountId,
  company: `Company ${String(accountId)}`,
  app: 'app',
  entitlementNumber: `E-${String(accountId)}`,
  tier: '50 Users',
  seats: 50,
  status: 'active',
  mrrCents: 12_345,
  usersSeen30: 4,
  countedAnew: false,
  lastActiveDay: '2026-11-20',
  standing: 'paid-used',
  health: 'bad',
  scores: { churn: 724, expansion: 50, conversion: null },
  ...change,
});

type Payload = { page: number; pageSize: number; standing: string | null; search: string };

function server(rows: readonly AccountRow[]) {
  const asked: Payload[] = [];
  const invoke: Invoke = (_call, payload) => {
    const request = payload as Payload;
    asked.push(request);
    const from = request.page * request.pageSize;
    return Promise.resolve({
      ok: true,
      value: { rows: rows.slice(from, from + request.pageSize), total: rows.length, totalMrrCents: 0, apps: 1 },
    });
  };
  return { ask: makeAsk(invoke), asked };
}

const lines = (text: string): string[] => text.replace('\uFEFF', '').trimEnd().split('\r\n');

test('walks every page of the filtered list and keeps its filter', async () => {
  const { ask, asked } = server(Array.from({ length: 401 }, (_, index) => account(index + 1)));
  const progress: number[] = [];
  const outcome = await exportAccounts(ask, accountsInput({ ...DEFAULT_QUERY, standing: 'paid-used' }, 'comp'), (done) =>
    progress.push(done),
  );
  if (outcome.kind !== 'file') throw new Error('refused');
  expect(outcome.accounts).toBe(401);
  expect(lines(outcome.text)).toHaveLength(402);
  expect(asked.map(({ page }) => page)).toEqual([0, 1, 2]);
  expect(asked.every(({ standing, search, pageSize }) => standing === 'paid-used' && search === 'comp' && pageSize === 200)).toBe(true);
  expect(progress).toEqual([200, 400, 401]);
});

test('an account that moved to a later page while walking is written once', async () => {
  const rows = Array.from({ length: 200 }, (_, index) => account(index + 1));
  const { ask } = server([...rows, account(200), account(201)]);
  const outcome = await exportAccounts(ask, accountsInput(DEFAULT_QUERY, ''), () => undefined);
  expect(outcome).toMatchObject({ kind: 'file', accounts: 201 });
});

test('a list that shrinks under the walk ends it', async () => {
  let calls = 0;
  const ask = makeAsk(() => {
    calls += 1;
    return Promise.resolve({ ok: true, value: { rows: [], total: 5000, totalMrrCents: 0, apps: 1 } });
  });
  expect(await exportAccounts(ask, accountsInput(DEFAULT_QUERY, ''), () => undefined)).toMatchObject({ kind: 'file', accounts: 0 });
  expect(calls).toBe(1);
});

test('money in dollars, nothing for what is unknown, and a stranger’s text never as a formula', async () => {
  const { ask } = server([
    account(1, { company: '=cmd()', mrrCents: -5, seats: null, tier: null, standing: 'not-observed', usersSeen30: 0, lastActiveDay: null }),
  ]);
  const outcome = await exportAccounts(ask, accountsInput(DEFAULT_QUERY, ''), () => undefined);
  if (outcome.kind !== 'file') throw new Error('refused');
  expect(lines(outcome.text)).toEqual([
    'Company,App,Entitlement,Tier,Seats,Status,MRR (USD),Users seen in 30 days,Last activity (UTC day),Paying × using,Health,Churn score,Expansion score,Conversion score',
    '"\'=cmd()",app,E-1,,,active,-0.05,,,Not observed,bad,72.4,5,',
  ]);
});

test('a refusal half way leaves no file', async () => {
  let calls = 0;
  const ask = makeAsk(() => {
    calls += 1;
    if (calls === 2) return Promise.resolve({ ok: false, code: 'failed', message: 'Busy.' });
    return Promise.resolve({ ok: true, value: { rows: [account(1)], total: 500, totalMrrCents: 0, apps: 1 } });
  });
  expect(await exportAccounts(ask, accountsInput(DEFAULT_QUERY, ''), () => undefined)).toEqual({
    kind: 'refused',
    refusal: { ok: false, code: 'failed', message: 'Busy.' },
  });
});
