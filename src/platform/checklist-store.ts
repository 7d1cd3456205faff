import { Filter, FilterConditions, ForgeKvsAPIError, Sort, WhereConditions, kvs } from '@forge/kvs';
import { z } from 'zod';
import type { ChecklistStore, Template } from '../checklist/store';
import { Checklist, type Container, Item, type ContainerKind } from '../contract/checklist';

const CHECKLIST = 'checklist';
const TEMPLATE = 'checklist-template';
/** Values come whole with a query and may have 200 KB each, so pages stay small. */
const PAGE_SIZE = 10;

const StoredTemplate = z.object({ name: z.string(), version: z.number().int(), items: z.array(Item) });

type Row = { readonly key: string; readonly value: unknown };

/** The checklists of the installation that the invocation belongs to, as custom entities keyed by container. */
export function forgeChecklistStore(): ChecklistStore {
  return {
    get: getChecklist,
    getTemplate,

    async writeIfVersion(checklist, expectedVersion) {
      return writeUnlessOvertaken(
        () => (expectedVersion === 0 ? create(CHECKLIST, checklist.container, checklist) : replace(checklist, expectedVersion)),
        async () => ((await getChecklist(checklist.container))?.version ?? 0) !== expectedVersion,
      );
    },

    async list(kind, limit) {
      const rows = await pages(limit, (cursor, pageSize) => checklistPage(kind, cursor, pageSize));
      return rows
        .map((row) => Checklist.parse(row.value))
        .map((checklist) => ({ container: checklist.container, items: checklist.items.length }));
    },

    async listTemplates() {
      const rows = await pages(Number.POSITIVE_INFINITY, templatePage);
      return rows.map((row) => {
        const { name, items } = StoredTemplate.parse(row.value);
        return { id: row.key, name, items: items.length };
      });
    },

    async createTemplate({ id, ...template }: Template) {
      return writeUnlessOvertaken(
        () => create(TEMPLATE, id, template),
        async () => (await getTemplate(id)) !== null,
      );
    },

    async deleteTemplate(templateId) {
      await kvs.entity<unknown>(TEMPLATE).delete(templateId);
    },
  };
}

async function getChecklist(container: Container): Promise<Checklist | null> {
  const stored = await kvs.entity<unknown>(CHECKLIST).get(container);
  return stored === undefined ? null : Checklist.parse(stored);
}

async function getTemplate(templateId: string): Promise<Template | null> {
  const stored = await kvs.entity<unknown>(TEMPLATE).get(templateId);
  return stored === undefined ? null : { id: templateId, ...StoredTemplate.parse(stored) };
}

async function create(entityName: string, key: string, value: unknown): Promise<void> {
  await kvs.entity<unknown>(entityName).set(key, value, { keyPolicy: 'FAIL_IF_EXISTS' });
}

async function replace(checklist: Checklist, expectedVersion: number): Promise<void> {
  const conditions = new Filter<Checklist>().and('version', FilterConditions.equalTo(expectedVersion));
  await kvs.transact().set(checklist.container, checklist, { entityName: CHECKLIST, conditions }).execute();
}

/** What the platform calls a failed condition and a key that is taken. */
const LOST_RACE: ReadonlySet<string> = new Set(['CONDITIONAL_CHECK_FAILED', 'KEY_CONFLICT']);

/**
 * The platform does not document these codes. So any other refusal is followed by a look at what is stored: if it moved
 * on, the race was lost; if not, the refusal was about something else and is thrown.
 */
async function writeUnlessOvertaken(write: () => Promise<void>, overtaken: () => Promise<boolean>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ForgeKvsAPIError && (LOST_RACE.has(error.code) || (isRefusal(error) && (await overtaken())))) return false;
    throw error;
  }
}

const isRefusal = ({ responseDetails: { status } }: ForgeKvsAPIError): boolean => status < 500 && status !== 429;

async function pages(
  limit: number,
  page: (cursor: string | undefined, pageSize: number) => Promise<{ results: Row[]; nextCursor?: string }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const { results, nextCursor } = await page(cursor, Math.min(PAGE_SIZE, limit - rows.length));
    rows.push(...results);
    cursor = nextCursor;
  } while (cursor !== undefined && rows.length < limit);
  return rows;
}

async function checklistPage(kind: ContainerKind, cursor: string | undefined, pageSize: number) {
  const query = kvs
    .entity<Container>(CHECKLIST)
    .query()
    .index('container')
    .where(WhereConditions.beginsWith(`${kind}:`))
    .sort(Sort.ASC)
    .limit(pageSize);
  return (cursor === undefined ? query : query.cursor(cursor)).getMany();
}

async function templatePage(cursor: string | undefined, pageSize: number) {
  const query = kvs.entity<unknown>(TEMPLATE).query().index('name').sort(Sort.ASC).limit(pageSize);
  return (cursor === undefined ? query : query.cursor(cursor)).getMany();
}
