import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { useEffect, useState } from 'react';
import type { ApiModule } from '../../../api';
import { gadgetExtension } from '../modules/extension';
import { ModuleView } from '../modules/module-view';
import { gadgetsPath } from '../routing/route';
import { gadgetSettings, type Placed, usePlaced } from './placed';
import { ProductFrame } from './product-frame';
import { appGroup, viewKey, type Visit } from './visit';

/** A Jira dashboard: gadgets are added to it and set up where they stand. */
export function GadgetPage({ visit, dashboardId }: { visit: Visit; dashboardId: string }) {
  const { site } = visit;
  const { placed, put, remove } = usePlaced(`${site.slug}/dashboards/${dashboardId}`);
  const [editing, setEditing] = useState<string | null>(null);
  const modules = site.modules.filter(({ type }) => type === 'jira:dashboardGadget');
  useEffect(() => {
    document.title = 'Team dashboard';
  }, []);
  const add = ({ appKey, key }: ApiModule) => {
    const id = crypto.randomUUID();
    put({ id, appKey, moduleKey: key, settings: null });
    setEditing(id);
  };
  return (
    <ProductFrame name="Dashboards" kind="Jira" groups={[appGroup(site, gadgetsPath(site.slug, dashboardId))]}>
      <div className="board">
        <div className="board-head">
          <Heading size="large" as="h1">
            Team dashboard
          </Heading>
          {modules.map((module) => (
            <Button
              key={module.key}
              onClick={() => {
                add(module);
              }}
            >
              Add gadget: {module.title}
            </Button>
          ))}
        </div>
        {placed.length === 0 && <p className="quiet">Nothing has been added to this dashboard in this browser.</p>}
        {placed.map((one) => (
          <GadgetCard
            key={one.id}
            visit={visit}
            dashboardId={dashboardId}
            one={one}
            module={modules.find(({ appKey, key }) => appKey === one.appKey && key === one.moduleKey)}
            isEditing={editing === one.id}
            onEdit={(isEditing) => {
              setEditing(isEditing ? one.id : null);
            }}
            onSave={(settings) => {
              put({ ...one, settings });
            }}
            onRemove={() => {
              remove(one.id);
            }}
          />
        ))}
      </div>
    </ProductFrame>
  );
}

type GadgetCardProps = {
  visit: Visit;
  dashboardId: string;
  one: Placed;
  module: ApiModule | undefined;
  isEditing: boolean;
  onEdit: (isEditing: boolean) => void;
  onSave: (settings: Record<string, unknown>) => void;
  onRemove: () => void;
};

function GadgetCard({ visit, dashboardId, one, module, isEditing, onEdit, onSave, onRemove }: GadgetCardProps) {
  if (module === undefined) return null;
  const extension = gadgetExtension(module.type, dashboardId, one.id, one.settings, isEditing);
  return (
    <section className="placed" aria-label={module.title}>
      <div className="placed-head">
        <Heading size="small" as="h2">
          {module.title}
        </Heading>
        {module.formUrl !== undefined && (
          <Button
            spacing="compact"
            appearance="subtle"
            aria-pressed={isEditing}
            onClick={() => {
              onEdit(!isEditing);
            }}
          >
            Configure
          </Button>
        )}
        <Button spacing="compact" appearance="subtle" onClick={onRemove}>
          Remove
        </Button>
      </div>
      <ModuleView
        key={viewKey(visit, one.id, String(isEditing), JSON.stringify(one.settings))}
        fit="content"
        placement={{ ...visit, module: isEditing ? { ...module, url: module.formUrl ?? module.url } : module, extension }}
        {...(isEditing
          ? {
              onClose: () => {
                onEdit(false);
              },
              onSubmit: (payload: unknown) => {
                onSave(gadgetSettings(payload));
                onEdit(false);
              },
            }
          : {})}
      />
    </section>
  );
}
