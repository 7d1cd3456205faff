import {
  checklistContract,
  type Checklist,
  type ChecklistAnswer,
  type ChecklistCall,
  type ChecklistOutput,
  type ChecklistRefusal,
  type Container,
  type Filled,
  type Item,
} from '../contract/checklist';
import { changeChecklist, emptyChecklist, fillChecklist } from './change-checklist';
import { containerOf, kindOf } from './container';
import { refusalOf } from './refusals';
import { saveTemplate } from './save-template';
import type { ChecklistStore, DescribeContainer } from './store';

/** What the platform hands to a resolver: the payload is the browser's word, the context is the platform's. */
export type CallRequest = { readonly payload?: unknown; readonly context: { readonly extension?: unknown } };
export type ChecklistHandlers = { [C in ChecklistCall]: (request: CallRequest) => Promise<ChecklistAnswer<ChecklistOutput<C>>> };

/** So many other checklists are offered for copying: each costs one question to the product. */
const MAX_SOURCES = 25;

const NO_CONTAINER: ChecklistRefusal = { ok: false, code: 'no-container', message: 'Open the checklist on an issue or a page.' };
const refused = (message: string): ChecklistRefusal => ({ ok: false, code: 'refused', message });
const GONE = refused('This template is gone; somebody may have deleted it.');
const HIDDEN = refused('You may not see that checklist, or it is gone.');

/** Without `describe` nobody can show that they may see another checklist, so none is offered and none can be copied. */
export function checklistCalls(store: ChecklistStore, describe: DescribeContainer = () => Promise.resolve(null)): ChecklistHandlers {
  const templates = async () => ({ templates: [...(await store.listTemplates())] });
  return {
    listChecklist: handler('listChecklist', async (_input, container) => done((await store.get(container)) ?? emptyChecklist(container))),
    changeChecklist: handler('changeChecklist', (input, container) => changeChecklist({ store }, { container, ...input })),
    listTemplates: handler('listTemplates', async () => done(await templates())),
    saveTemplate: handler('saveTemplate', (input, container) => saveTemplate({ store }, { container, ...input })),
    deleteTemplate: handler('deleteTemplate', async ({ templateId }) => {
      await store.deleteTemplate(templateId);
      return done(await templates());
    }),
    applyTemplate: handler('applyTemplate', async ({ templateId, fillId }, container) => {
      const template = await store.getTemplate(templateId);
      return template === null ? GONE : fill(store, container, fillId, template.items);
    }),
    listSources: handler('listSources', async (_input, container) => {
      const candidates = (await store.list(kindOf(container), MAX_SOURCES)).filter(
        (other) => other.container !== container && other.items > 0,
      );
      const labels = await Promise.all(candidates.map((other) => describe(other.container)));
      return done({ sources: candidates.flatMap((other, index) => ofVisible(other, labels[index] ?? null)) });
    }),
    copyChecklist: handler('copyChecklist', async ({ source, fillId }, container) => {
      if (kindOf(source) !== kindOf(container) || (await describe(source)) === null) return HIDDEN;
      const other = await store.get(source);
      return other === null ? HIDDEN : fill(store, container, fillId, other.items);
    }),
  };
}

const done = <T>(value: T) => ({ ok: true, value }) as const;

const ofVisible = (other: { container: Container; items: number }, label: string | null) => (label === null ? [] : [{ ...other, label }]);

async function fill(store: ChecklistStore, container: Container, fillId: string, items: readonly Item[]): Promise<ChecklistAnswer<Filled>> {
  const answer: ChecklistAnswer<Checklist> = await fillChecklist({ store }, { container, fillId, items });
  return answer.ok ? done({ checklist: answer.value, added: items.length }) : answer;
}

type Input<C extends ChecklistCall> = ReturnType<(typeof checklistContract)[C]['input']['parse']>;

/** Parses the payload and takes the container from the context; bad input is answered with a sentence. */
function handler<C extends ChecklistCall>(
  call: C,
  run: (input: Input<C>, container: Container) => Promise<ChecklistAnswer<ChecklistOutput<C>>>,
) {
  return async ({ payload, context }: CallRequest): Promise<ChecklistAnswer<ChecklistOutput<C>>> => {
    const container = containerOf(context.extension);
    if (container === null) return NO_CONTAINER;
    const input = checklistContract[call].input.safeParse(payload ?? {});
    return input.success ? run(input.data as Input<C>, container) : refusalOf(input.error);
  };
}
