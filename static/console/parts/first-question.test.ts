import { firstQuestion, withEarly } from './first-question';

test.each([
  ['', { rangeDays: 30, filter: {} }],
  ['#/overview?range=90&stage=Paying', { rangeDays: 90, filter: { stage: ['Paying'] } }],
  ['#/overview?range=91', { rangeDays: 30, filter: {} }],
])('%s opens the Overview', (hash, input) => {
  expect(firstQuestion(hash)).toEqual({ call: 'overview', input });
});

test('other screens ask for themselves', () => {
  expect(firstQuestion('#/accounts')).toBeNull();
});

test('the early answer answers the same question, once', async () => {
  const asked: unknown[] = [];
  const invoke = withEarly({ call: 'overview', input: { rangeDays: 30 }, answer: Promise.resolve('early') }, (call, payload) => {
    asked.push([call, payload]);
    return Promise.resolve('late');
  });
  expect(await invoke('access', {})).toBe('late');
  expect(await invoke('overview', { rangeDays: 30 })).toBe('early');
  expect(await invoke('overview', { rangeDays: 30 })).toBe('late');
  expect(asked).toEqual([
    ['access', {}],
    ['overview', { rangeDays: 30 }],
  ]);
});

test('another question is asked as ever', async () => {
  const invoke = withEarly({ call: 'overview', input: { rangeDays: 30 }, answer: Promise.resolve('early') }, () => Promise.resolve('late'));
  expect(await invoke('overview', { rangeDays: 7 })).toBe('late');
});
