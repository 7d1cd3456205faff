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

type Settings = Readonly<Record<string, unknown>> | null;

/** Jira names the edit view; a gadget that was never set up has no configuration. */
export function gadgetExtension(
  moduleType: string,
  dashboardId: string,
  gadgetId: string,
  settings: Settings,
  isEditing: boolean,
): Extension {
  return {
    type: moduleType,
    dashboard: { id: dashboardId },
    gadget: { id: gadgetId },
    ...(settings === null ? {} : { gadgetConfiguration: settings }),
    ...(isEditing ? { entryPoint: 'edit' } : {}),
  };
}

/** `form`: the macro's settings are open, for one that is inserted or one that stands already. */
export function macroExtension(moduleType: string, pageId: string, settings: Settings, form: 'inserting' | 'editing' | null): Extension {
  return {
    ...pageExtension(moduleType, pageId),
    isEditing: form !== null,
    ...(settings === null ? {} : { config: settings }),
    ...(form === null ? {} : { macro: { isConfiguring: true, isInserting: form === 'inserting' } }),
  };
}

/** For a module on a page of its own; types that live in an issue or a page get an invented one. */
export function standaloneExtension(moduleType: string): Extension {
  if (moduleType.startsWith('jira:issue')) return issueExtension(moduleType, 'DEMO-1');
  if (moduleType.startsWith('jira:project')) return { type: moduleType, project: issueExtension(moduleType, 'DEMO-1').project };
  if (moduleType === 'macro' || moduleType.startsWith('confluence:content')) return pageExtension(moduleType, '98310');
  if (moduleType.startsWith('confluence:space')) return { type: moduleType, space: { id: '65541', key: 'TEAM' } };
  return { type: moduleType };
}
