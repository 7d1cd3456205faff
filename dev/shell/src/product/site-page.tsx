import EmptyState from '@atlaskit/empty-state';
import type { ApiSite } from '../../../api';
import { SiteSwitchers } from '../chrome/site-switchers';
import { TopBar } from '../chrome/top-bar';
import { useActingUser } from '../chrome/acting-user';
import type { Route } from '../routing/route';
import { ConfluencePage } from './confluence-page';
import { GadgetPage } from './gadget-page';
import { JiraIssue } from './jira-issue';
import { ModulePage } from './module-page';
import type { Visit } from './visit';

export type SiteRoute = Extract<Route, { site: string }>;

export function SitePage({ sites, site, route }: { sites: readonly ApiSite[]; site: ApiSite; route: SiteRoute }) {
  const { user, actAs } = useActingUser(site);
  return (
    <>
      <TopBar>
        <SiteSwitchers sites={sites} site={site} user={user} actAs={actAs} />
      </TopBar>
      {user === null ? (
        <EmptyState headingLevel={1} header="Nobody here" description={`${site.name} has no users to look through.`} />
      ) : (
        <Place visit={{ site, user }} route={route} />
      )}
    </>
  );
}

function Place({ visit, route }: { visit: Visit; route: SiteRoute }) {
  switch (route.at) {
    case 'issue':
      return <JiraIssue visit={visit} issueKey={route.issueKey} />;
    case 'page':
      return <ConfluencePage visit={visit} pageId={route.pageId} />;
    case 'gadgets':
      return <GadgetPage visit={visit} dashboardId={route.dashboardId} />;
    case 'module':
      return <ModulePage visit={visit} place={route.place} moduleKey={route.moduleKey} />;
  }
}
