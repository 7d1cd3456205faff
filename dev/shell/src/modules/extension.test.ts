import fc from 'fast-check';
import { issueExtension, issueIdOf, standaloneExtension } from './extension';

test('ids are numbers, the same for a key every time, and apart within a project', () => {
  expect(issueIdOf('DEMO-1')).toMatch(/^\d+$/);
  expect(issueIdOf('DEMO-1')).toBe(issueIdOf('DEMO-1'));
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 99_999 }), { minLength: 2 }), (numbers) => {
      const ids = numbers.map((number) => issueIdOf(`DEMO-${String(number)}`));
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

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
