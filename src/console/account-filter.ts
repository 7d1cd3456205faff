import type { AccountFilter, AccountFilterAnswer } from '../contract/account-filter';
import { accountPredicate } from '../engagement/account-filter';
import type { AccountAttribute } from '../engagement/account-filter';
import type { SqlPort } from '../platform/ports';
import { renamedStages } from '../profiles/stage-rules/stages-of';
import { accountKinds, healthOptions, segmentOptions } from '../store/queries/account-filter';
import type { AccountKind } from '../store/queries/account-filter';
import { readStageSet } from '../store/stage-set';

/** What there is to filter by, and how many accounts a filter lets pass. */
export async function accountFilterAnswer(ports: { readonly sql: SqlPort }, filter: AccountFilter): Promise<AccountFilterAnswer> {
  const { segment, health, ...attributes } = filter;
  const kinds = await accountKinds(ports.sql);
  const counted = segment === undefined && health === undefined ? kinds : await accountKinds(ports.sql, filter);
  const stageNames = renamedStages(await readStageSet(ports.sql));
  const options = (name: AccountAttribute) => optionsOf(kinds, counted, attributes, name);
  const { segment: _segment, ...besidesSegment } = filter;
  const { health: _health, ...besidesHealth } = filter;
  return {
    accounts: accountsOf(passing(counted, attributes)),
    of: accountsOf(kinds),
    segments: await segmentOptions(ports.sql, besidesSegment),
    health: inHealthOrder(await healthOptions(ports.sql, besidesHealth)),
    stageNames,
    options: {
      app: options('app'),
      edition: options('edition'),
      hosting: options('hosting'),
      plan: options('plan'),
      region: options('region'),
      stage: options('stage').sort((a, b) => inOrder(named(a.value, stageNames), named(b.value, stageNames))),
    },
  };
}

const HEALTHS = ['bad', 'normal', 'good'];

/** None where there is only what is not known. */
function inHealthOrder(options: AccountFilterAnswer['health']): AccountFilterAnswer['health'] {
  if (options.every(({ value }) => value === null)) return [];
  const rank = (value: string | null) => (value === null ? HEALTHS.length : HEALTHS.indexOf(value));
  return options.sort((a, b) => rank(a.value) - rank(b.value));
}

function passing(kinds: readonly AccountKind[], filter: AccountFilter): AccountKind[] {
  const passes = accountPredicate(filter, (index) => kinds[index]);
  return kinds.filter((_kind, index) => passes(index));
}

/** Every value that there is, also one that the rest of the filter leaves no account: it must be possible to unchoose it. */
function optionsOf(
  kinds: readonly AccountKind[],
  counted: readonly AccountKind[],
  filter: AccountFilter,
  name: AccountAttribute,
): AccountFilterAnswer['options']['app'] {
  const counts = new Map<string | null, number>(kinds.map((kind) => [kind[name], 0]));
  const { [name]: _own, ...rest } = filter;
  for (const kind of passing(counted, rest)) counts.set(kind[name], (counts.get(kind[name]) ?? 0) + kind.accounts);
  return [...counts].map(([value, accounts]) => ({ value, accounts })).sort((a, b) => inOrder(a.value, b.value));
}

const order = new Intl.Collator('en', { numeric: true });

/** By name, numbers in it by size; what is not known comes last. */
function inOrder(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return order.compare(a, b);
}

const named = (stage: string | null, names: AccountFilterAnswer['stageNames']): string | null =>
  stage === null ? null : (names[stage] ?? stage);

function accountsOf(kinds: readonly AccountKind[]): number {
  return kinds.reduce((sum, { accounts }) => sum + accounts, 0);
}
