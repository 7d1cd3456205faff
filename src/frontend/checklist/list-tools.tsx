import { Button, ButtonGroup, Form, Inline, Label, Select, Stack, Text, Textfield } from '@forge/react';
import { useState } from 'react';
import type { ChecklistSession, ChecklistView } from '../../checklist/session';
import { MAX_TEMPLATE_NAME_LENGTH } from '../../contract/checklist';
import type { ChoiceSession } from '../../tracking/use-tracking-choice';
import { textOf } from './item-row';
import { UsageData } from './usage-data';

type ToolsProps = { readonly view: ChecklistView; readonly session: ChecklistSession };
type Tool = 'none' | 'apply' | 'save' | 'copy' | 'usage';

export const ListTools = ({ view, session, choice }: ToolsProps & { readonly choice: ChoiceSession }) => {
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
          label="Checklist of another issue"
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
          save={(name) =>
            void session.saveTemplate(name).then((saved) => {
              if (saved) close();
            })
          }
          close={close}
        />
      );
    case 'usage':
      return <UsageData session={choice} close={close} />;
  }
};

const ToolButtons = ({ view, session, open }: ToolsProps & { readonly open: (tool: Tool) => void }) => {
  const ticked = view.items.filter((item) => item.ticked).map((item) => item.id);
  return (
    <ButtonGroup label="Checklist actions">
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
    </ButtonGroup>
  );
};

type Choice = { readonly value: string; readonly label: string };
type PickerProps = {
  readonly label: string;
  readonly none: string;
  /** Null while they are loading. */
  readonly choices: readonly Choice[] | null;
  readonly verb: string;
  readonly pick: (value: string) => void;
  readonly remove?: (value: string) => void;
  readonly close: () => void;
};

const Picker = ({ label, none, choices, verb, pick, remove, close }: PickerProps) => {
  const [chosen, setChosen] = useState<string | null>(null);
  const valid = choices?.find(({ value }) => value === chosen)?.value ?? null;
  return (
    <Stack space="space.100">
      <Label labelFor="choice">{label}</Label>
      {choices?.length === 0 ? (
        <Text>{none}</Text>
      ) : (
        <Select
          inputId="choice"
          isLoading={choices === null}
          options={choices === null ? [] : [...choices]}
          placeholder="Choose one"
          onChange={(option: unknown) => {
            setChosen(valueOf(option));
          }}
        />
      )}
      <ButtonGroup label={`${verb}: what next`}>
        <Button
          appearance="primary"
          spacing="compact"
          isDisabled={valid === null}
          onClick={() => {
            if (valid !== null) pick(valid);
          }}
        >
          {verb}
        </Button>
        {remove === undefined ? null : (
          <Button
            appearance="subtle"
            spacing="compact"
            isDisabled={valid === null}
            onClick={() => {
              if (valid !== null) remove(valid);
            }}
          >
            Delete template
          </Button>
        )}
        <Button appearance="subtle" spacing="compact" onClick={close}>
          Cancel
        </Button>
      </ButtonGroup>
    </Stack>
  );
};

const SaveForm = ({ save, close }: { readonly save: (name: string) => void; readonly close: () => void }) => {
  const [name, setName] = useState('');
  return (
    <Form
      onSubmit={() => {
        if (name.trim() !== '') save(name);
      }}
    >
      <Stack space="space.100">
        <Label labelFor="template-name">Name of the template</Label>
        <Inline space="space.100" alignBlock="center">
          <Textfield
            id="template-name"
            name="name"
            autoFocus
            maxLength={MAX_TEMPLATE_NAME_LENGTH}
            onChange={(event) => {
              setName(textOf(event.target.value));
            }}
          />
          <Button appearance="primary" type="submit" isDisabled={name.trim() === ''}>
            Save
          </Button>
          <Button appearance="subtle" onClick={close}>
            Cancel
          </Button>
        </Inline>
      </Stack>
    </Form>
  );
};

const valueOf = (option: unknown): string | null =>
  typeof option === 'object' && option !== null && 'value' in option && typeof option.value === 'string' ? option.value : null;
