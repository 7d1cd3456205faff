import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import { useEffect } from 'react';
import { issueExtension } from '../modules/extension';
import { ModuleView } from '../modules/module-view';
import { Avatar } from '../chrome/avatar';
import { issuePath } from '../routing/route';
import { issueOf, type Issue } from '../../../product/demo-work';
import { ProductFrame } from './product-frame';
import { jiraSidebar, viewKey, type Visit } from './visit';

const LOOK = { 'To do': 'default', 'In progress': 'inprogress', Done: 'success' } as const;

/** A Jira issue with the issue panels of the site's apps below its description. */
export function JiraIssue({ visit, issueKey }: { visit: Visit; issueKey: string }) {
  const issue = issueOf(issueKey);
  const panels = visit.site.modules.filter((module) => module.type === 'jira:issuePanel');
  const project = issueKey.replace(/-\d+$/, '');
  useEffect(() => {
    document.title = `[${issueKey}] ${issue.summary}`;
  }, [issueKey, issue.summary]);
  return (
    <ProductFrame name="Demo project" kind="Software project" groups={jiraSidebar(visit.site, issuePath(visit.site.slug, issueKey))}>
      <div className="issue">
        <div className="issue-body">
          <div className="quiet small">
            Projects / {project} / {issueKey}
          </div>
          <Heading size="large" as="h1">
            {issue.summary}
          </Heading>
          <section>
            <Heading size="small" as="h2">
              Description
            </Heading>
            <p>{issue.description}</p>
          </section>
          {panels.map((module) => (
            <section key={module.key} className="panel">
              <Heading size="small" as="h2">
                {module.title}
              </Heading>
              <ModuleView
                key={viewKey(visit, module.key, issueKey)}
                fit="content"
                placement={{ ...visit, module, extension: issueExtension(module.type, issueKey) }}
              />
            </section>
          ))}
          {panels.length === 0 && <p className="quiet">No app of this site shows a panel on issues.</p>}
        </div>
        <IssueDetails issue={issue} visit={visit} />
      </div>
    </ProductFrame>
  );
}

function IssueDetails({ issue, visit }: { issue: Issue; visit: Visit }) {
  const reporter = visit.site.users.find((user) => user.accountId !== visit.user.accountId) ?? visit.user;
  return (
    <aside className="issue-details" aria-label="Details">
      <Lozenge appearance={LOOK[issue.status]}>{issue.status}</Lozenge>
      <div className="details-card">
        <Heading size="xsmall" as="h2">
          Details
        </Heading>
        <dl>
          <dt>Assignee</dt>
          <dd>
            <Avatar name={visit.user.displayName} /> {visit.user.displayName}
          </dd>
          <dt>Reporter</dt>
          <dd>
            <Avatar name={reporter.displayName} /> {reporter.displayName}
          </dd>
          <dt>Priority</dt>
          <dd>{issue.priority}</dd>
          <dt>Labels</dt>
          <dd>
            {issue.labels.map((label) => (
              <span key={label} className="uikit-tag">
                {label}
              </span>
            ))}
          </dd>
        </dl>
      </div>
    </aside>
  );
}
