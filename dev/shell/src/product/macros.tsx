import Button from '@atlaskit/button/new';
import Modal, { ModalBody, ModalHeader, ModalTitle, ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { ApiModule } from '../../../api';
import { macroExtension } from '../modules/extension';
import { ModuleView } from '../modules/module-view';
import { ExportedMacro } from './exported-macro';
import { macroSettings, type Placed, usePlaced } from './placed';
import { viewKey, type Visit } from './visit';

type Editing = { one: Placed; module: ApiModule; isNew: boolean };

/** The macros at the end of a page. In the cloud they are inserted where the cursor stands, and kept in the page itself. */
export function Macros({ visit, pageId }: { visit: Visit; pageId: string }) {
  const { placed, put, remove } = usePlaced(`${visit.site.slug}/pages/${pageId}`);
  const [editing, setEditing] = useState<Editing | null>(null);
  const modules = visit.site.modules.filter(({ type }) => type === 'macro');
  const close = () => {
    setEditing(null);
  };
  const insert = (module: ApiModule) => {
    const one = { id: crypto.randomUUID(), appKey: module.appKey, moduleKey: module.key, settings: null };
    if (module.formUrl === undefined) put(one);
    else setEditing({ one, module, isNew: true });
  };
  return (
    <>
      {placed.map((one) => {
        const module = modules.find(({ appKey, key }) => appKey === one.appKey && key === one.moduleKey);
        return module === undefined ? null : (
          <section key={one.id} className="placed" aria-label={module.title}>
            <div className="placed-head">
              <span className="quiet small">{module.title}</span>
              {module.formUrl !== undefined && (
                <Button
                  spacing="compact"
                  appearance="subtle"
                  onClick={() => {
                    setEditing({ one, module, isNew: false });
                  }}
                >
                  Edit
                </Button>
              )}
              <Button
                spacing="compact"
                appearance="subtle"
                onClick={() => {
                  remove(one.id);
                }}
              >
                Remove
              </Button>
            </div>
            <ModuleView
              key={viewKey(visit, one.id, JSON.stringify(one.settings))}
              fit="content"
              placement={{ ...visit, module, extension: macroExtension(module.type, pageId, one.settings, null) }}
            />
            {module.isExported === true && (
              <ExportedMacro key={viewKey(visit, JSON.stringify(one.settings))} visit={visit} module={module} pageId={pageId} one={one} />
            )}
          </section>
        );
      })}
      {modules.map((module) => (
        <div key={module.key}>
          <Button
            onClick={() => {
              insert(module);
            }}
          >
            Insert macro: {module.title}
          </Button>
        </div>
      ))}
      <ModalTransition>
        {editing !== null && (
          <Modal width="large" onClose={close}>
            <ModalHeader hasCloseButton>
              <ModalTitle>{editing.module.title}</ModalTitle>
            </ModalHeader>
            <ModalBody>
              <ModuleView
                key={viewKey(visit, editing.one.id)}
                fit="content"
                placement={{
                  ...visit,
                  module: { ...editing.module, url: editing.module.formUrl ?? editing.module.url },
                  extension: macroExtension(editing.module.type, pageId, editing.one.settings, editing.isNew ? 'inserting' : 'editing'),
                }}
                onClose={close}
                onSubmit={(payload) => {
                  put({ ...editing.one, settings: macroSettings(payload) });
                  close();
                }}
              />
            </ModalBody>
          </Modal>
        )}
      </ModalTransition>
    </>
  );
}
