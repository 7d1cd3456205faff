import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import type { ChecklistSession, ChecklistView } from '../../../src/checklist/session';
import { MAX_TEMPLATE_NAME_LENGTH } from '../../../src/contract/checklist';
import type { ChoiceSession } from '../../../src/tracking/use-tracking-choice';
import { bringIntoView } from './bring-into-view';
import { Picker } from './picker';
import { UsageData } from './usage-data';

type ToolsProps = { readonly view: ChecklistView; readonly session: ChecklistSession };
type Tool = 'none' | 'apply' | 'save' | 'copy' | 'usage';

export function ListTools({ view, session, choice }: ToolsProps & { readonly choice: ChoiceSession }) {
  const [tool, setTool] = useState<Tool>('none');
  const close = () => {
    setTool('none');
  };
  switch (tool) {
    case 'none':
      return <ToolButtons view={view} session={session} open={setTool} />;
    case 'apply':
      return (
        <Picker
          label="Template"
          none="There is no template on this site yet."
          choices={view.templates?.map(({ id, name, items }) => ({ value: id, label: `${name} (${String(items)})` })) ?? null}
          verb="Apply"
          pick={(templateId) => void session.applyTemplate(templateId).then(close)}
          remove={(templateId) => void session.deleteTemplate(templateId)}
          close={close}
        />
      );
    case 'copy':
      return (
        <Picker
          label="Checklist of another page"
          none="There is no other checklist that you may see."
          choices={view.sources?.map(({ container, label, items }) => ({ value: container, label: `${label} (${String(items)})` })) ?? null}
          verb="Copy"
          pick={(source) => void session.copyFrom(source).then(close)}
          close={close}
        />
      );
    case 'save':
      return (
        <SaveForm
          close={close}
          save={(name) =>
            void session.saveTemplate(name).then((saved) => {
              if (saved) close();
            })
          }
        />
      );
    case 'usage':
      return <UsageData session={choice} close={close} />;
  }
}

function ToolButtons({ view, session, open }: ToolsProps & { readonly open: (tool: Tool) => void }) {
  const ticked = view.items.filter((item) => item.ticked).map((item) => item.id);
  return (
    <div className="tools" role="group" aria-label="Checklist actions">
      <Button
        spacing="compact"
        onClick={() => {
          open('apply');
          void session.loadTemplates();
        }}
      >
        Apply template
      </Button>
      <Button
        spacing="compact"
        isDisabled={view.items.length === 0}
        onClick={() => {
          open('save');
        }}
      >
        Save as template
      </Button>
      <Button
        spacing="compact"
        onClick={() => {
          open('copy');
          void session.loadSources();
        }}
      >
        Copy another checklist
      </Button>
      <Button
        spacing="compact"
        isDisabled={ticked.length === 0}
        onClick={() => void session.change({ type: 'clear-ticked', itemIds: ticked })}
      >
        Clear ticked
      </Button>
      <Button
        appearance="subtle"
        spacing="compact"
        onClick={() => {
          open('usage');
        }}
      >
        Usage data…
      </Button>
    </div>
  );
}

function SaveForm({ save, close }: { readonly save: (name: string) => void; readonly close: () => void }) {
  const [name, setName] = useState('');
  return (
    <form
      className="tool"
      ref={bringIntoView}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') save(name);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div className="field">
        <label htmlFor="template-name">Name of the template</label>
        <Textfield
          id="template-name"
          value={name}
          maxLength={MAX_TEMPLATE_NAME_LENGTH}
          autoFocus
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
        />
      </div>
      <div className="line">
        <Button type="submit" appearance="primary" spacing="compact" isDisabled={name.trim() === ''}>
          Save
        </Button>
        <Button appearance="subtle" spacing="compact" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
