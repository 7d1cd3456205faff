import { issueIdOf, projectIdOf } from '../../../product/issue-id';

/** What the product tells a module about where it is shown (`context.extension`). */
export type Extension = Record<string, unknown>;

export function issueExtension(moduleType: string, issueKey: string): Extension {
  const projectKey = issueKey.replace(/-\d+$/, '');
  return {
    type: moduleType,
    issue: { id: issueIdOf(issueKey), key: issueKey, type: 'Task', typeId: '10002' },
    project: { id: projectIdOf(projectKey), key: projectKey, type: 'software' },
  };
}

export function pageExtension(moduleType: string, pageId: string): Extension {
  return { type: moduleType, content: { id: pageId, type: 'page', subtype: null }, space: { id: '65541', key: 'TEAM' }, isEditing: false };
}

/** For a module on a page of its own; types that live in an issue or a page get an invented one. */
export function standaloneExtension(moduleType: string): Extension {
  if (moduleType.startsWith('jira:issue')) return issueExtension(moduleType, 'DEMO-1');
  if (moduleType.startsWith('jira:project')) return { type: moduleType, project: issueExtension(moduleType, 'DEMO-1').project };
  if (moduleType === 'macro' || moduleType.startsWith('confluence:content')) return pageExtension(moduleType, '98310');
  if (moduleType.startsWith('confluence:space')) return { type: moduleType, space: { id: '65541', key: 'TEAM' } };
  return { type: moduleType };
}
