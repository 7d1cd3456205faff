import { questionsAhead, questionsAt } from './ahead';
import { makeAsk } from './parts/ask';
import { keepAnswers } from './parts/kept-answers';

const ofBoth = [{ id: 'engagement', isFiltered: true }, { id: 'delivery' }, { id: 'privacy' }, { id: 'settings' }];
const SCREENS = {
  vendor: [
    { id: 'overview', isFiltered: true },
    { id: 'accounts', isFiltered: true },
    { id: 'account', under: 'accounts' },
    { id: 'revenue', isFiltered: true },
    { id: 'sync' },
    { id: 'reviews' },
    ...ofBoth,
  ],
  site: [{ id: 'overview', isFiltered: true }, ...ofBoth],
};
const allAhead: typeof questionsAt = (scope, hash, ask) => questionsAhead(scope, SCREENS[scope], hash, ask);

async function asked(scope: 'vendor' | 'site', hash: string, questions = allAhead): Promise<Map<string, unknown>> {
  const calls = new Map<string, unknown>();
  const ask = keepAnswers(
    makeAsk((call, payload) => {
      calls.set(call, payload);
      return Promise.resolve({ ok: false, code: 'failed', message: '' });
    }),
  );
  for (const piece of questions(scope, hash, ask)) await piece();
  return calls;
}

test('the filter of the address goes along to the screens that filter', async () => {
  const calls = await asked('vendor', '#/overview?range=90&stage=Paying');
  expect([...calls.keys()]).toEqual(['accounts', 'revenueBridge', 'sync', 'reviews', 'adoption', 'delivery', 'privacy', 'access']);
  expect(calls.get('accounts')).toMatchObject({ filter: { stage: ['Paying'] }, page: 0, search: '' });
  expect(calls.get('adoption')).toEqual({ range: null, compare: false, filter: { stage: ['Paying'] } });
  expect(calls.get('revenueBridge')).toMatchObject({ filter: { stage: ['Paying'] } });
});

test('a customer’s site is asked for no more than its screens show', async () => {
  const calls = await asked('site', '#/overview?stage=Paying');
  expect([...calls.keys()]).toEqual(['adoption', 'delivery', 'privacy', 'access']);
  expect(calls.get('adoption')).toEqual({ range: null, compare: false, filter: {} });
});

test('what is known already is not asked again', async () => {
  const calls: string[] = [];
  const ask = keepAnswers(
    makeAsk((call) => {
      calls.push(call);
      return Promise.resolve({ ok: true, value: { consoleGroup: null, canChange: true, scope: 'site' } });
    }),
  );
  await ask('access', {});
  for (const piece of allAhead('site', '', ask)) await piece();
  expect(calls.filter((call) => call === 'access')).toHaveLength(1);
});

test.each([
  ['#/account?id=7', [['account', { accountId: 7 }]]],
  ['#/account?id=x', []],
  ['#/user?id=9', [['user', { userId: 9 }]]],
  ['#/overview?range=90', [['overview', { rangeDays: 90, filter: {} }]]],
  ['#/engagement?span=last-7-days&compare=before', [['adoption', { range: 'last-7-days', compare: true, filter: {} }]]],
  ['#/engagement?section=retention', []],
  ['#/revenue?tab=churn', []],
  ['#/nowhere', []],
])('behind %s is asked %j', async (hash, questions) => {
  expect([...(await asked('vendor', hash, questionsAt))]).toEqual(questions);
});
