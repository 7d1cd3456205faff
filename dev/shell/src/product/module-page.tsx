import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import { useEffect } from 'react';
import { standaloneExtension } from '../modules/extension';
import { ModuleView } from '../modules/module-view';
import { modulePath, type ModulePlace } from '../routing/route';
import { ProductFrame } from './product-frame';
import { appGroup, viewKey, type Visit } from './visit';

const TITLES: Readonly<Record<ModulePlace, { name: string; kind: string }>> = {
  'jira-admin': { name: 'Jira settings', kind: 'Administration' },
  'jira-app': { name: 'Apps', kind: 'Jira' },
  'wiki-settings': { name: 'Confluence settings', kind: 'Administration' },
  any: { name: 'App', kind: 'Module on a page of its own' },
};

/** A module that has a product page to itself. Administration refuses whoever administers nothing. */
export function ModulePage({ visit, place, moduleKey }: { visit: Visit; place: ModulePlace; moduleKey: string }) {
  const { site, user } = visit;
  const module = site.modules.find((candidate) => candidate.key === moduleKey);
  const path = modulePath(site.slug, place, moduleKey);
  const refused = !user.isAdmin && (place === 'jira-admin' || place === 'wiki-settings');
  useEffect(() => {
    document.title = module?.title ?? 'No such module';
  }, [module?.title]);
  return (
    <ProductFrame {...TITLES[place]} groups={[appGroup(site, path)]}>
      {refused ? (
        <EmptyState
          headingLevel={1}
          header="You cannot open this page"
          description={`${user.displayName} is not an administrator of ${site.name}. Choose an administrator in the bar above.`}
        />
      ) : module === undefined ? (
        <EmptyState
          headingLevel={1}
          header="No such module"
          description={`No app on ${site.name} has a module with the key ${moduleKey}.`}
        />
      ) : (
        <div className="module-page">
          {module.render === 'native' && (
            <Heading size="large" as="h1">
              {module.title}
            </Heading>
          )}
          <ModuleView
            key={viewKey(visit, module.key)}
            fit="fill"
            placement={{ ...visit, module, extension: standaloneExtension(module.type) }}
          />
        </div>
      )}
    </ProductFrame>
  );
}
