import { makeAsk } from './ask';

const answering = (raw: unknown) => makeAsk(() => Promise.resolve(raw));

test('passes the call on and gives back the parsed value', async () => {
  const asked: unknown[] = [];
  const ask = makeAsk((call, payload) => {
    asked.push([call, payload]);
    return Promise.resolve({ ok: true, value: { rows: [], total: 0, totalMrrCents: 0, apps: 0, later: 'unknown keys are dropped' } });
  });
  expect(await ask('accounts', { page: 2 })).toEqual({ ok: true, value: { rows: [], total: 0, totalMrrCents: 0, apps: 0 } });
  expect(asked).toEqual([['accounts', { page: 2 }]]);
});

test('a refusal comes through as it is', async () => {
  const refusal = { ok: false, code: 'not-allowed', message: 'Ask an administrator.' };
  expect(await answering(refusal)('access', {})).toEqual(refusal);
});

test.each([
  ['nothing', undefined],
  ['another shape', { rows: [] }],
  ['a value that does not fit', { ok: true, value: { rows: 'none' } }],
  ['an unknown code', { ok: false, code: 'teapot', message: '' }],
])('%s becomes a refusal in words', async (_name, raw) => {
  const answer = await answering(raw)('accounts', {});
  expect(answer).toMatchObject({ ok: false, code: 'failed' });
});

test('a bridge that throws becomes a refusal, without its own text', async () => {
  const ask = makeAsk(() => Promise.reject(new Error('internal detail')));
  const answer = await ask('access', {});
  expect(answer).toMatchObject({ ok: false, code: 'failed' });
  expect(JSON.stringify(answer)).not.toContain('internal detail');
});
