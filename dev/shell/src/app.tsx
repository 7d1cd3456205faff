import EmptyState from '@atlaskit/empty-state';
import Spinner from '@atlaskit/spinner';
import { TopBar } from './chrome/top-bar';
import { Dashboard } from './dashboard/dashboard';
import { useLive } from './host/use-live';
import { SitePage } from './product/site-page';
import { Link, useAddress } from './routing/location';
import { routeOf } from './routing/route';

const SITES_EVERY_MS = 10_000;

export function App() {
  const route = routeOf(useAddress().pathname);
  const sites = useLive('sites', SITES_EVERY_MS);
  if (route.at === 'dashboard') return <Dashboard sites={sites} />;
  const site = 'site' in route ? sites.value?.sites.find((candidate) => candidate.slug === route.site) : undefined;
  if ('site' in route && site !== undefined && sites.value !== null)
    return <SitePage sites={sites.value.sites} site={site} route={route} />;
  return (
    <>
      <TopBar />
      <main className="alone" id="main" tabIndex={-1}>
        {sites.value === null && sites.error === null ? (
          <Spinner size="large" label="Loading the sites" />
        ) : (
          <EmptyState
            headingLevel={1}
            header={sites.error === null || sites.value !== null ? 'There is no such page' : 'The host does not answer'}
            description={sites.value === null ? (sites.error ?? '') : 'This address leads to no site and no page of the local host.'}
            primaryAction={<Link href="/__dev/">Open the host dashboard</Link>}
          />
        )}
      </main>
    </>
  );
}
