import type { ProductPort } from '../platform/ports';
import { describeAsUser } from './describe-container';

const issue = { id: '1', key: 'ABC-1', fields: { summary: 'Ship it' } };

it.each([
  ['issue:1', 200, issue, 'ABC-1: Ship it'],
  ['issue:1', 404, { errorMessages: ['gone'] }, null],
  ['issue:1', 200, { unexpected: true }, null],
  ['page:7', 200, { id: '7', title: 'Release plan' }, 'Release plan'],
  ['page:7', 403, {}, null],
])('%s answered with %i', async (container, status, body, expected) => {
  const asked: string[] = [];
  const product: ProductPort = (as, which, path) => {
    asked.push(`${as} ${which} ${path}`);
    return Promise.resolve({ status, body });
  };
  expect(await describeAsUser(product)(container)).toBe(expected);
  expect(asked).toEqual([
    container === 'issue:1' ? 'user jira /rest/api/3/issue/1?fields=summary' : 'user confluence /wiki/api/v2/pages/7',
  ]);
});
