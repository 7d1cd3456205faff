import { issueExtension, standaloneExtension } from './extension';

test('a key with a hyphen in its project stays whole', () => {
  expect(issueExtension('jira:issuePanel', 'A1-B-12').project).toMatchObject({ key: 'A1-B' });
});

test.each([
  ['jira:issueContext', 'issue'],
  ['jira:projectPage', 'project'],
  ['macro', 'content'],
  ['confluence:spacePage', 'space'],
])('%s is told of a %s', (type, what) => {
  expect(standaloneExtension(type)).toMatchObject({ type, [what]: expect.any(Object) as object });
});

test('a page of the whole site is told its type alone', () => {
  expect(standaloneExtension('jira:globalPage')).toEqual({ type: 'jira:globalPage' });
});
