import { Button, Inline, ProgressBar, SectionMessage, SectionMessageAction, Spinner, Stack, Text } from '@forge/react';
import type { ChecklistSession, ChecklistView, Notice } from '../../checklist/session';
import { progressOf } from '../../checklist/steps';
import type { ChoiceSession } from '../../tracking/use-tracking-choice';
import { AddItem } from './add-item';
import { ItemRow } from './item-row';
import { ListTools } from './list-tools';

type PanelProps = {
  readonly view: ChecklistView;
  readonly session: ChecklistSession;
  readonly choice: ChoiceSession;
  readonly newId: () => string;
};

export const ChecklistPanel = ({ view, session, choice, newId }: PanelProps) => {
  switch (view.phase) {
    case 'loading':
      return (
        <Inline space="space.100" alignBlock="center">
          <Spinner size="small" label="Loading the checklist" />
          <Text>Loading the checklist…</Text>
        </Inline>
      );
    case 'failed':
      return (
        <SectionMessage
          appearance="error"
          title="The checklist could not be loaded"
          actions={[
            <SectionMessageAction key="again" onClick={() => void session.load()}>
              Try again
            </SectionMessageAction>,
          ]}
        >
          <Text>Nothing was changed. Check your connection, then try again.</Text>
        </SectionMessage>
      );
    case 'ready':
      return <ReadyPanel view={view} session={session} choice={choice} newId={newId} />;
  }
};

const ReadyPanel = ({ view, session, choice, newId }: PanelProps) => (
  <Stack space="space.150">
    <NoticeMessage notice={view.notice} dismiss={session.dismiss} />
    {view.items.length === 0 ? (
      <Text color="color.text.subtle">No items yet. Add the first one, or start from a template.</Text>
    ) : (
      <>
        <Progress view={view} />
        <Stack space="space.050">
          {view.items.map((item) => (
            <ItemRow key={item.id} item={item} items={view.items} change={(operation) => void session.change(operation)} />
          ))}
        </Stack>
      </>
    )}
    <AddItem add={(text) => void session.change({ type: 'add', itemId: newId(), text })} />
    <ListTools view={view} session={session} choice={choice} />
  </Stack>
);

const Progress = ({ view }: { readonly view: ChecklistView }) => {
  const { done, total, share } = progressOf(view.items);
  const words = `${String(done)} of ${String(total)} done`;
  return (
    <Stack space="space.050">
      <Text>{view.saving ? `${words} · saving…` : words}</Text>
      <ProgressBar ariaLabel={words} value={share} appearance={done === total ? 'success' : 'default'} />
    </Stack>
  );
};

const appearances = { conflict: 'warning', refused: 'error', failed: 'error', done: 'success' } as const;

const NoticeMessage = ({ notice, dismiss }: { readonly notice: Notice | null; readonly dismiss: () => void }) =>
  notice === null ? null : (
    <SectionMessage appearance={appearances[notice.kind]}>
      <Inline space="space.100" alignBlock="center" spread="space-between">
        <Text>{notice.message}</Text>
        <Button appearance="subtle" spacing="compact" onClick={dismiss}>
          Dismiss
        </Button>
      </Inline>
    </SectionMessage>
  );
