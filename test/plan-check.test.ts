import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPlan, writePlan } from '../dev/plan/plan-files';
import { plan, sentPlan } from '../src/plan';
import { number, oneOf, type SentPlan, type TrackingPlan } from '../src/tracking/define-plan';

let folder: string;
const format = (text: string) => Promise.resolve(`${text}\n`);
const check = (changed: SentPlan) => checkPlan(changed, { folder, format });
const write = (changed: SentPlan, acceptBreaking = false) => writePlan(changed, { folder, format, acceptBreaking });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-plan-'));
  expect(await write(sentPlan)).toEqual([]);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const { 'Item Ticked': ticked, ...others } = plan;
const withEvents = (events: TrackingPlan): SentPlan => ({ ...sentPlan, events });
const withPlace = (place: ReturnType<typeof oneOf>) =>
  withEvents({ ...plan, 'Item Ticked': { ...ticked, properties: { ...ticked.properties, place } } });
const renamed = withEvents({ ...others, 'Item Checked': ticked });
const narrowed = withPlace(oneOf('issue'));
const widened = withPlace(oneOf('issue', 'page', 'board'));
const { checklists: _checklists, ...otherTraits } = sentPlan.account;
const renamedTrait: SentPlan = { ...sentPlan, account: { ...otherTraits, lists: number() } };
const narrowedTrait: SentPlan = { ...sentPlan, account: { ...sentPlan.account, installedEdition: oneOf('standard', 'none') } };

test('a plan that stays as it is committed passes', async () => {
  expect(await check(sentPlan)).toEqual([]);
});

test.each([
  ['a renamed event', renamed, 'Event "Item Ticked" was renamed to "Item Checked"'],
  ['a narrowed enum', narrowed, 'no longer allows "page"'],
  ['a renamed account property', renamedTrait, 'Account property "checklists" was renamed to "lists"'],
  ['a narrowed account property', narrowedTrait, 'Account property "installedEdition" no longer allows "advanced"'],
])('%s fails with the reason, is not written, and passes once accepted', async (_name, changed, reason) => {
  const before = await readFile(join(folder, 'docs/tracking-plan.snapshot.json'), 'utf8');
  for (const attempt of [check, write]) {
    const wrong = (await attempt(changed)).join('\n');
    expect(wrong).toContain(reason);
    expect(wrong).toContain('--accept-breaking');
  }
  expect(await readFile(join(folder, 'docs/tracking-plan.snapshot.json'), 'utf8')).toBe(before);
  expect(await write(changed, true)).toEqual([]);
  expect(await check(changed)).toEqual([]);
});

test('a compatible change only asks for the documents to be written again', async () => {
  expect(await check(widened)).toEqual([expect.stringMatching(/^Out of date: .*tracking-plan\.md.*Run npm run plan$/)]);
  expect(await write(widened)).toEqual([]);
  expect(await check(widened)).toEqual([]);
});

test('a document that was edited by hand, or is gone, is out of date', async () => {
  await writeFile(join(folder, 'docs/tracking-plan.md'), 'nothing leaves');
  await rm(join(folder, 'docs/tracking-plan.schema.json'));
  expect(await check(sentPlan)).toEqual(['Out of date: docs/tracking-plan.md, docs/tracking-plan.schema.json. Run npm run plan']);
});
