import fc from 'fast-check';
import { demoIssueKeyOf, issueIdOf } from './issue-id';

const number = fc.integer({ min: 1, max: 99_999 });

test('ids are numbers, the same for a key every time, and apart within a project', () => {
  expect(issueIdOf('DEMO-1')).toMatch(/^\d+$/);
  expect(issueIdOf('DEMO-1')).toBe(issueIdOf('DEMO-1'));
  fc.assert(
    fc.property(fc.uniqueArray(number, { minLength: 2 }), (numbers) => {
      const ids = numbers.map((each) => issueIdOf(`DEMO-${String(each)}`));
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test('an id of the demo project reads back as its key', () => {
  fc.assert(
    fc.property(number, (each) => {
      expect(demoIssueKeyOf(issueIdOf(`DEMO-${String(each)}`))).toBe(`DEMO-${String(each)}`);
    }),
  );
});

test.each([issueIdOf('OTHER-1'), issueIdOf('DEMO-0'), '1', 'DEMO-1', ''])('%p is no issue of the demo project', (id) => {
  expect(demoIssueKeyOf(id)).toBeNull();
});
