import type { Host } from '../dev/host/host';
import { startHost } from '../dev/host/start';
import { issueIdOf } from '../dev/product/issue-id';
import type { User } from '../dev/services';
import { openSqlite } from '../dev/sql/sqlite-engine';
import type { ChecklistAnswer, ChecklistCall, ChecklistInput, ChecklistOutput } from '../src/contract/checklist';

jest.setTimeout(60_000);

const user = (accountId: string, accountType: User['accountType']): User => ({
  accountId,
  displayName: accountId,
  email: `${accountId}@example.com`,
  isAdmin: false,
  groups: [],
  accountType,
});

let host: Host;
beforeAll(async () => {
  host = await startHost({
    apps: [
      {
        key: 'whole',
        folder: process.cwd(),
        variables: {},
        installations: [{ site: { slug: 'acme', name: 'Acme', cloudId: 'cloud-acme', role: 'customer' }, license: null }],
        users: () => [user('ada', 'licensed'), user('eve', 'unlicensed')],
      },
    ],
    port: 0,
    now: () => Date.parse('2028-02-29T12:00:00Z'),
    sqlEngineFor: () => Promise.resolve(openSqlite(':memory:')),
    network: {},
    live: false,
  });
});
afterAll(() => host.stop());

type Place = { readonly issue: string } | { readonly page: string };

/** A call of the checklist as its panel or page makes it, through the app's own resolver in its worker. */
function ask<C extends ChecklistCall>(place: Place, call: C, input: ChecklistInput<C>, accountId = 'ada') {
  const onIssue = 'issue' in place;
  return host.invoke({
    site: 'acme',
    appKey: 'whole',
    accountId,
    moduleKey: onIssue ? 'checklist-panel' : 'checklist-byline',
    functionKey: call,
    payload: input,
    extension: onIssue ? { issue: { id: issueIdOf(place.issue), key: place.issue } } : { content: { id: place.page } },
  }) as Promise<ChecklistAnswer<ChecklistOutput<C>>>;
}

async function write(place: Place, texts: readonly string[]): Promise<void> {
  for (const [baseVersion, text] of texts.entries()) {
    const operation = { type: 'add', itemId: `item-${String(baseVersion)}-of-this-list`, text } as const;
    expect(await ask(place, 'changeChecklist', { baseVersion, operation })).toMatchObject({ ok: true });
  }
}

const containerOf = (issue: string) => `issue:${issueIdOf(issue)}` as const;

test('a checklist is copied from another issue, which is offered under its key and summary', async () => {
  await write({ issue: 'DEMO-2' }, ['Reproduce it', 'Write a test']);
  expect(await ask({ issue: 'DEMO-1' }, 'listSources', {})).toEqual({
    ok: true,
    value: {
      sources: [{ container: containerOf('DEMO-2'), label: 'DEMO-2: Search results lose their order after paging back', items: 2 }],
    },
  });
  const copy = { source: containerOf('DEMO-2'), fillId: 'first-copy-of-the-list' };
  const copied = { ok: true, value: { added: 2, checklist: { items: [{ text: 'Reproduce it' }, { text: 'Write a test' }] } } };
  expect(await ask({ issue: 'DEMO-1' }, 'copyChecklist', copy)).toMatchObject(copied);
  expect(await ask({ issue: 'DEMO-1' }, 'copyChecklist', copy)).toMatchObject(copied);
  expect(await ask({ issue: 'DEMO-1' }, 'listChecklist', {})).toMatchObject({ ok: true, value: copied.value.checklist });
});

test('nobody copies what the product does not show to them', async () => {
  await write({ issue: 'DEMO-3' }, ['Keep this quiet']);
  await write({ issue: 'HIDDEN-3' }, ['And this']);
  const hidden = { ok: false, code: 'refused', message: 'You may not see that checklist, or it is gone.' };
  const copyFrom = (issue: string, accountId: string) =>
    ask({ issue: 'DEMO-4' }, 'copyChecklist', { source: containerOf(issue), fillId: 'a-copy-that-is-refused' }, accountId);
  expect(await ask({ issue: 'DEMO-4' }, 'listSources', {}, 'eve')).toEqual({ ok: true, value: { sources: [] } });
  expect(JSON.stringify(await ask({ issue: 'DEMO-4' }, 'listSources', {}))).not.toContain(containerOf('HIDDEN-3'));
  expect(await copyFrom('DEMO-3', 'eve')).toEqual(hidden);
  expect(await copyFrom('HIDDEN-3', 'ada')).toEqual(hidden);
  expect(await ask({ issue: 'DEMO-4' }, 'listChecklist', {})).toMatchObject({ ok: true, value: { items: [] } });
});

test('a page is offered under its title', async () => {
  await write({ page: '98312' }, ['Tell support']);
  expect(await ask({ page: '98310' }, 'listSources', {})).toEqual({
    ok: true,
    value: { sources: [{ container: 'page:98312', label: 'Checklist for a launch', items: 1 }] },
  });
});
