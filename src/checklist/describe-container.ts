import { z } from 'zod';
import type { Container } from '../contract/checklist';
import type { ProductPort } from '../platform/ports';
import { kindOf } from './container';
import type { DescribeContainer } from './store';

const Issue = z.object({ key: z.string(), fields: z.object({ summary: z.string() }) });
const Page = z.object({ title: z.string() });

/** Asks the product as the user who asks, so that nobody copies from an issue or a page that they may not see. */
export function describeAsUser(product: ProductPort): DescribeContainer {
  return async (container: Container) => {
    const id = encodeURIComponent(container.slice(container.indexOf(':') + 1));
    if (kindOf(container) === 'issue') {
      const answer = await product('user', 'jira', `/rest/api/3/issue/${id}?fields=summary`);
      const issue = Issue.safeParse(answer.body);
      return answer.status === 200 && issue.success ? `${issue.data.key}: ${issue.data.fields.summary}` : null;
    }
    const answer = await product('user', 'confluence', `/wiki/api/v2/pages/${id}`);
    const page = Page.safeParse(answer.body);
    return answer.status === 200 && page.success ? page.data.title : null;
  };
}
