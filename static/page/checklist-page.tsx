import Button from '@atlaskit/button/new';
import ProgressBar from '@atlaskit/progress-bar';
import SectionMessage from '@atlaskit/section-message';
import Spinner from '@atlaskit/spinner';
import type { Ask } from '../../src/checklist/ask';
import type { ChecklistSession, ChecklistView } from '../../src/checklist/session';
import { progressOf } from '../../src/checklist/steps';
import type { ChecklistTrack } from '../../src/checklist/usage';
import { useChecklist } from '../../src/checklist/use-checklist';
import type { ChoiceSession } from '../../src/tracking/use-tracking-choice';
import { AddItem } from './parts/add-item';
import { ItemRow } from './parts/item-row';
import { ListTools } from './parts/list-tools';
import { NoticeMessage } from './parts/notice-message';

type PageProps = { readonly ask: Ask; readonly track: ChecklistTrack; readonly choice: ChoiceSession; readonly newId: () => string };

export function ChecklistPage({ ask, track, choice, newId }: PageProps) {
  const { view, session } = useChecklist({ ask, track, place: 'page', newId });
  return (
    <main className="page">
      <div className="head">
        <h1 className="title">Checklist</h1>
        <span className="quiet">{view.saving && view.phase === 'ready' ? 'Saving…' : ''}</span>
      </div>
      <Content view={view} session={session} choice={choice} newId={newId} />
    </main>
  );
}

type ContentProps = {
  readonly view: ChecklistView;
  readonly session: ChecklistSession;
  readonly choice: ChoiceSession;
  readonly newId: () => string;
};

function Content({ view, session, choice, newId }: ContentProps) {
  switch (view.phase) {
    case 'loading':
      return (
        <div className="waiting">
          <Spinner size="medium" label="Loading the checklist" />
          <span className="quiet">Loading the checklist…</span>
        </div>
      );
    case 'failed':
      return (
        <SectionMessage appearance="error" title="The checklist could not be loaded">
          <div className="notice">
            <span>Nothing was changed. Check your connection, then try again.</span>
            <Button spacing="compact" onClick={() => void session.load()}>
              Try again
            </Button>
          </div>
        </SectionMessage>
      );
    case 'ready':
      return (
        <>
          <NoticeMessage notice={view.notice} dismiss={session.dismiss} />
          {view.items.length === 0 ? <Nothing /> : <Items view={view} session={session} />}
          <AddItem add={(text) => void session.change({ type: 'add', itemId: newId(), text })} />
          <ListTools view={view} session={session} choice={choice} />
        </>
      );
  }
}

const Nothing = () => <p className="quiet">No items yet. Add the first one, or start from a template.</p>;

function Items({ view, session }: Pick<ContentProps, 'view' | 'session'>) {
  const { done, total, share } = progressOf(view.items);
  const words = `${String(done)} of ${String(total)} done`;
  return (
    <>
      <div className="progress">
        <span className="quiet">{words}</span>
        <ProgressBar ariaLabel={words} value={share} appearance={done === total ? 'success' : 'default'} />
      </div>
      <ul className="items">
        {view.items.map((item) => (
          <ItemRow key={item.id} item={item} items={view.items} change={(operation) => void session.change(operation)} />
        ))}
      </ul>
    </>
  );
}
