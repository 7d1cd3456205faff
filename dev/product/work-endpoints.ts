import { json } from '../services';
import { issueOf, pageOf } from './demo-work';
import type { Endpoint, ProductRequest } from './endpoint';
import { demoIssueKeyOf, issueIdOf, projectIdOf } from './issue-id';

const ISSUE_KEY = /^([A-Z][A-Z0-9]+)-[1-9]\d{0,4}$/;

/** What a user without access gets is what anybody gets for work that is not there. */
const NO_ISSUE = json(404, { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} });
const NO_PAGE = json(404, { errors: [{ status: 404, code: 'NOT_FOUND', title: 'Not Found', detail: null }] });

/** The app itself, and every licensed user of the site, sees all of the demo work; nobody else sees any. */
const maySee = ({ user }: ProductRequest): boolean => user === null || user.accountType === 'licensed';

/** Issues and pages by id, with the same words as the pages that the host shows. */
export const WORK_ENDPOINTS: readonly Endpoint[] = [
  {
    remote: 'jira',
    method: 'GET',
    match: /^\/rest\/api\/[23]\/issue\/([^/]+)$/,
    scope: 'read:jira-work',
    answer: (request, [idOrKey = '']) => {
      const key = demoIssueKeyOf(idOrKey) ?? idOrKey;
      const project = ISSUE_KEY.exec(key)?.[1];
      if (project === undefined || !maySee(request)) return NO_ISSUE;
      const { summary, status, priority, labels } = issueOf(key);
      const fields: Record<string, unknown> = {
        summary,
        issuetype: { id: '10002', name: 'Task' },
        status: { name: status },
        priority: { name: priority },
        labels,
        project: { id: projectIdOf(project), key: project, name: project },
      };
      const asked = request.query.get('fields')?.split(',') ?? ['*all'];
      const isAsked = (name: string): boolean => asked.includes('*all') || asked.includes(name);
      return json(200, { id: issueIdOf(key), key, fields: Object.fromEntries(Object.entries(fields).filter(([name]) => isAsked(name))) });
    },
  },
  {
    remote: 'confluence',
    method: 'GET',
    match: /^\/wiki\/api\/v2\/pages\/(\d+)$/,
    scope: 'read:page:confluence',
    answer: (request, [id = '']) =>
      maySee(request) ? json(200, { id, status: 'current', title: pageOf(id).title, spaceId: '65541', version: { number: 1 } }) : NO_PAGE,
  },
];
