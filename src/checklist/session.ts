import type { Checklist, ChecklistAnswer, Operation, Source, TemplateSummary } from '../contract/checklist';
import type { Ask } from './ask';
import { applyOperation } from './operations';
import { trackOperation, type ChecklistTrack, type Place } from './usage';

export type Notice = { readonly kind: 'conflict' | 'refused' | 'failed' | 'done'; readonly message: string };

/** What a screen shows. `items` already has the changes that are still on their way. */
export type ChecklistView = {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly items: Checklist['items'];
  /** Null until somebody asked for them. */
  readonly templates: readonly TemplateSummary[] | null;
  readonly sources: readonly Source[] | null;
  readonly saving: boolean;
  readonly notice: Notice | null;
};

export type SessionPorts = { readonly ask: Ask; readonly track: ChecklistTrack; readonly place: Place; readonly newId: () => string };

export type ChecklistSession = {
  readonly view: () => ChecklistView;
  readonly subscribe: (listener: () => void) => () => void;
  readonly load: () => Promise<void>;
  /** Shown at once, sent in order. Resolves when this change is stored or given up. */
  readonly change: (operation: Operation) => Promise<void>;
  readonly loadTemplates: () => Promise<void>;
  readonly saveTemplate: (name: string) => Promise<boolean>;
  readonly deleteTemplate: (templateId: string) => Promise<void>;
  readonly applyTemplate: (templateId: string) => Promise<void>;
  readonly loadSources: () => Promise<void>;
  readonly copyFrom: (source: string) => Promise<void>;
  readonly dismiss: () => void;
};

const FAILED: Notice = { kind: 'failed', message: 'Something went wrong and the change was not saved. Try again.' };
const counted = (items: number) => (items === 1 ? '1 item' : `${String(items)} items`);

/**
 * One open checklist. Calls run one after the other, so a person's own changes never race each other; an event is
 * tracked when its call has succeeded, never before.
 */
export function createChecklistSession({ ask, track, place, newId }: SessionPorts): ChecklistSession {
  let stored: Checklist | null = null;
  let outstanding: readonly Operation[] = [];
  let running: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let view: ChecklistView = { phase: 'loading', items: [], templates: null, sources: null, saving: false, notice: null };
  const listeners = new Set<() => void>();

  const show = (part: Partial<ChecklistView>) => {
    view = { ...view, ...part, items: itemsWith(stored, outstanding), saving: waiting > 0 };
    for (const listener of listeners) listener();
  };

  /** Runs after everything before it. True when the call succeeded; otherwise the reason is shown. */
  const inTurn = async <T>(call: () => Promise<ChecklistAnswer<T>>, succeeded: (value: T) => Partial<ChecklistView>): Promise<boolean> => {
    const attempt = async (): Promise<boolean> => {
      try {
        const answer = await call();
        if (answer.ok) {
          show(succeeded(answer.value));
          return true;
        }
        if (answer.checklist !== undefined) stored = answer.checklist;
        show({ notice: { kind: answer.code === 'conflict' ? 'conflict' : 'refused', message: answer.message } });
      } catch {
        // The bridge reports a broken call without a reason that a person could use.
        show({ notice: FAILED });
      }
      return false;
    };
    waiting += 1;
    const turn = running.then(attempt);
    running = turn;
    const succeededAtLast = await turn;
    waiting -= 1;
    show({});
    return succeededAtLast;
  };

  const load = async () => {
    show({ phase: 'loading', notice: null });
    const loaded = await inTurn(
      () => ask('listChecklist', {}),
      (checklist) => {
        stored = checklist;
        track('Checklist Viewed', { place, items: checklist.items.length });
        return { phase: 'ready' };
      },
    );
    if (!loaded) show({ phase: 'failed', notice: null });
  };

  const change = async (operation: Operation) => {
    outstanding = [...outstanding, operation];
    show({ notice: null });
    await inTurn(
      async () => {
        try {
          return await ask('changeChecklist', { baseVersion: stored?.version ?? 0, operation });
        } finally {
          outstanding = outstanding.filter((other) => other !== operation);
        }
      },
      (checklist) => {
        const before = stored?.items.length ?? 0;
        stored = checklist;
        trackOperation(track, place, operation, checklist, before);
        return {};
      },
    );
  };

  const filled = (event: 'Template Applied' | 'Checklist Copied') => (fill: { checklist: Checklist; added: number }) => {
    stored = fill.checklist;
    track(event, { place, items: fill.added });
    return { notice: { kind: 'done', message: `${counted(fill.added)} added.` } } as const;
  };

  return {
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load,
    change,
    loadTemplates: async () => {
      await inTurn(
        () => ask('listTemplates', {}),
        ({ templates }) => ({ templates }),
      );
    },
    saveTemplate: (name) => {
      const items = stored?.items.length ?? 0;
      return inTurn(
        () => ask('saveTemplate', { templateId: newId(), name }),
        ({ templates }) => {
          track('Template Saved', { place, items });
          return { templates, notice: { kind: 'done', message: 'Saved as a template.' } };
        },
      );
    },
    deleteTemplate: async (templateId) => {
      await inTurn(
        () => ask('deleteTemplate', { templateId }),
        ({ templates }) => {
          track('Template Deleted', { place });
          return { templates, notice: { kind: 'done', message: 'Template deleted.' } };
        },
      );
    },
    applyTemplate: async (templateId) => {
      await inTurn(() => ask('applyTemplate', { templateId, fillId: newId() }), filled('Template Applied'));
    },
    loadSources: async () => {
      await inTurn(
        () => ask('listSources', {}),
        ({ sources }) => ({ sources }),
      );
    },
    copyFrom: async (source) => {
      await inTurn(() => ask('copyChecklist', { source, fillId: newId() }), filled('Checklist Copied'));
    },
    dismiss: () => {
      show({ notice: null });
    },
  };
}

function itemsWith(stored: Checklist | null, outstanding: readonly Operation[]): Checklist['items'] {
  return outstanding.reduce((items, operation) => {
    const outcome = applyOperation(items, operation);
    return outcome.kind === 'changed' ? [...outcome.items] : items;
  }, stored?.items ?? []);
}
