import type { Answer } from '../../../src/contract/console';
import { makeAsk } from './ask';
import { keepAnswers, lastValue } from './kept-answers';

const accounts = (total: number): Answer<object> => ({ ok: true, value: { rows: [], total, totalMrrCents: 0, apps: 0 } });

function page() {
  const answers: unknown[] = [];
  let now = 0;
  const ask = keepAnswers(
    makeAsk(() => Promise.resolve(answers.shift())),
    () => now,
  );
  return {
    ask,
    answers,
    wait: (ms: number) => (now += ms),
    total: (input: { page?: number } = {}) => lastValue(ask, 'accounts', input)?.total ?? null,
  };
}

test('the last answer is kept for the same question only', async () => {
  const { ask, answers, total, wait } = page();
  expect(total()).toBeNull();
  answers.push(accounts(3), accounts(4));
  await ask('accounts', {});
  expect([total(), total({ page: 1 })]).toEqual([3, null]);
  wait(1_000);
  await ask('accounts', {});
  expect(total()).toBe(4);
});

test('an answer of the last second is not asked for again, unless something changed', async () => {
  const { ask, answers, wait } = page();
  const totalNow = async () => {
    const answer = await ask('accounts', {});
    return answer.ok ? answer.value.total : null;
  };
  answers.push(accounts(3), accounts(4), { ok: true, value: { list: [] } }, accounts(5));
  expect(await totalNow()).toBe(3);
  wait(999);
  expect(await totalNow()).toBe(3);
  wait(1);
  expect(await totalNow()).toBe(4);
  await ask('removeView', { name: 'a' });
  expect(await totalNow()).toBe(5);
});

test('not for long', async () => {
  const { ask, answers, total, wait } = page();
  answers.push(accounts(3));
  await ask('accounts', {});
  wait(5 * 60_000);
  expect(total()).toBe(3);
  wait(1);
  expect(total()).toBeNull();
});

test.each([
  ['that changes something', accounts(0), 'removeView', { name: 'a' }],
  ['whose reader may not see it', { ok: false, code: 'not-allowed', message: '' }, 'views', {}],
] as const)('a call %s forgets everything', async (_name, answer, call, input) => {
  const { ask, answers, total } = page();
  answers.push(accounts(3), answer);
  await ask('accounts', {});
  await ask(call, input);
  expect(total()).toBeNull();
});

test('how full the database is, is asked for again when it is kept no longer', async () => {
  const { ask, answers, wait } = page();
  const report = (limitBytes: number) => ({ ok: true, value: { limitBytes, warnFrom: 0.7, parts: null } });
  const limitNow = async () => {
    const answer = await ask('space', {});
    return answer.ok ? answer.value.limitBytes : null;
  };
  answers.push(report(3), report(4));
  expect(await limitNow()).toBe(3);
  wait(5 * 60_000 - 1);
  expect(await limitNow()).toBe(3);
  wait(1);
  expect(await limitNow()).toBe(4);
});

test('what fails otherwise takes nothing away', async () => {
  const { ask, answers, total, wait } = page();
  answers.push(accounts(3), { ok: false, code: 'failed', message: '' });
  await ask('accounts', {});
  wait(1_000);
  expect(await ask('accounts', {})).toMatchObject({ ok: false });
  expect(total()).toBe(3);
});

test('an answer that was on its way while something changed is not kept', async () => {
  const { ask, answers, total } = page();
  answers.push(accounts(3), { ok: true, value: { views: [] } });
  await Promise.all([ask('accounts', {}), ask('removeView', { name: 'a' })]);
  expect(total()).toBeNull();
});

test('who asks the same while it is asked hears the same answer, unless something changed meanwhile', async () => {
  const { ask, answers, wait } = page();
  answers.push(accounts(3), { ok: true, value: { list: [] } }, accounts(4));
  const [first, same] = [ask('accounts', {}), ask('accounts', {})];
  const change = ask('removeView', { name: 'a' });
  const later = ask('accounts', {});
  const totals = (await Promise.all([first, same, later])).map((answer) => (answer.ok ? answer.value.total : null));
  expect(totals).toEqual([3, 3, 4]);
  await change;
  wait(1_000);
  answers.push(accounts(5));
  expect(await ask('accounts', {})).toMatchObject({ value: { total: 5 } });
});

test('what says the same again is the same object', async () => {
  const { ask, answers, wait } = page();
  answers.push(accounts(3), accounts(3));
  await ask('accounts', {});
  const before = lastValue(ask, 'accounts', {});
  wait(1_000);
  const again = await ask('accounts', {});
  expect(again.ok && again.value === before).toBe(true);
});

test('the least recently answered question is forgotten first', async () => {
  const { ask, answers, total } = page();
  for (let index = 0; index < 61; index += 1) {
    answers.push(accounts(index));
    await ask('accounts', { page: index });
  }
  expect([total({ page: 0 }), total({ page: 1 }), total({ page: 60 })]).toEqual([null, 1, 60]);
});
