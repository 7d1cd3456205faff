import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { SentPlan } from '../../src/tracking/define-plan';
import { canonicalPlan, planChanges } from '../../src/tracking/plan-changes';
import { planRules, planTable } from '../../src/tracking/plan-documents';

const TABLE = 'docs/tracking-plan.md';
const RULES = 'docs/tracking-plan.schema.json';
const SNAPSHOT = 'docs/tracking-plan.snapshot.json';

/** Lays out a text as the repository's formatter would have it. */
export type Format = (text: string, file: string) => Promise<string>;
export type PlanOptions = { readonly folder: string; readonly format: Format };

const optional = z.literal(true).optional();
const Properties = z.record(
  z.string(),
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('enum'), values: z.tuple([z.string()], z.string()), optional }),
    z.object({ kind: z.enum(['number', 'boolean', 'day']), optional }),
    z.object({ kind: z.literal('id'), brand: z.string(), optional }),
  ]),
);
const Snapshot = z.object({
  events: z.record(z.string(), z.object({ feature: z.boolean(), description: z.string(), properties: Properties })),
  account: Properties,
  user: Properties,
  membership: Properties,
});

async function documents(plan: SentPlan, format: Format): Promise<readonly (readonly [file: string, text: string])[]> {
  const texts: readonly (readonly [string, string])[] = [
    [TABLE, planTable(plan)],
    [RULES, JSON.stringify(planRules(plan), null, 2)],
    [SNAPSHOT, JSON.stringify(canonicalPlan(plan), null, 2)],
  ];
  return await Promise.all(texts.map(async ([file, text]) => [file, await format(text, file)] as const));
}

async function textOf(path: string): Promise<string | null> {
  return existsSync(path) ? await readFile(path, 'utf8') : null;
}

async function breakingSentences(plan: SentPlan, folder: string): Promise<readonly string[]> {
  const text = await textOf(join(folder, SNAPSHOT));
  if (text === null) return [];
  const before = Snapshot.parse(JSON.parse(text)) as SentPlan;
  return planChanges(before, plan).flatMap(({ kind, sentence }) => (kind === 'breaking' ? [sentence] : []));
}

/** What is wrong with the committed documents of a plan, in sentences; none if all is well. */
export async function checkPlan(plan: SentPlan, { folder, format }: PlanOptions): Promise<readonly string[]> {
  const broken = await breakingSentences(plan, folder);
  if (broken.length > 0) return [...broken, 'If this is meant: npm run plan -- --accept-breaking'];
  const stale: string[] = [];
  for (const [file, text] of await documents(plan, format)) if ((await textOf(join(folder, file))) !== text) stale.push(file);
  return stale.length === 0 ? [] : [`Out of date: ${stale.join(', ')}. Run npm run plan`];
}

/** Writes the documents; writes nothing and says why when the plan breaks with the committed one and that is not accepted. */
export async function writePlan(
  plan: SentPlan,
  { folder, format, acceptBreaking }: PlanOptions & { readonly acceptBreaking: boolean },
): Promise<readonly string[]> {
  const broken = acceptBreaking ? [] : await breakingSentences(plan, folder);
  if (broken.length > 0) return [...broken, 'If this is meant: npm run plan -- --accept-breaking'];
  for (const [file, text] of await documents(plan, format)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return [];
}
