import { containerOf } from './container';

it.each([
  [{ type: 'jira:issuePanel', issue: { id: '10001', key: 'ABC-1' } }, 'issue:10001'],
  [{ type: 'jira:issuePanel', issue: { id: 10001 } }, 'issue:10001'],
  [{ type: 'confluence:contentBylineItem', content: { id: '65537', type: 'page' } }, 'page:65537'],
  [{ issue: { id: '10001/../2' } }, null],
  [{ issue: {} }, null],
  [{}, null],
  [undefined, null],
])('names the container of %j', (extension, expected) => {
  expect(containerOf(extension)).toBe(expected);
});
