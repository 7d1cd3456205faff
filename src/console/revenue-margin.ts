import type { CostSettings, MarginPage } from '../contract/revenue-books';
import type { RevenueRequest } from '../contract/revenue-request';
import { isOfAll } from '../engagement/account-filter';
import { readCosts } from '../profiles/revenue-settings';
import { type CostTable, type Margin, marginOf } from '../revenue/margin';
import { payingAccounts } from '../store/queries/revenue-standing';
import { usesByAccount } from '../store/queries/uses-by-account';
import { type RevenuePorts, type RevenueScope, scopeOf } from './revenue-scope';

/** The platform's bill follows the use of so many days. */
const USE_DAYS = 30;

/**
 * Margins of those who pay today, by what is left of it for the vendor whatever the basis of the rest, with their companies. A month's
 * costs are those of all accounts: a part of these carries its part.
 */
export async function marginOn(
  { sql }: Pick<RevenuePorts, 'sql'>,
  { question, today }: Pick<RevenueScope, 'question' | 'today'>,
  costs: CostSettings,
): Promise<{ readonly margin: Margin; readonly companies: ReadonlyMap<string, string> }> {
  const [paying, uses, asked] = await Promise.all([
    payingAccounts(sql, { basis: 'net', filter: {} }, today),
    usesByAccount(sql, today - USE_DAYS + 1, today + 1),
    isOfAll(question.filter) ? null : payingAccounts(sql, { ...question, basis: 'net' }, today),
  ]);
  const revenue = new Map(paying.map(({ accountId, mrrCents }) => [String(accountId), mrrCents]));
  const companies = new Map(paying.map(({ accountId, company }) => [String(accountId), company]));
  const whole = marginOf(revenue, costTable(costs, [...revenue.keys()], uses));
  const margin = asked === null ? whole : marginOfPart(whole, new Set(asked.map(({ accountId }) => String(accountId))));
  return { margin, companies };
}

function marginOfPart(whole: Margin, part: ReadonlySet<string>): Margin {
  const accounts = whole.accounts.filter(({ account }) => part.has(account));
  const marginCents = accounts.reduce((sum, account) => sum + account.marginCents, 0);
  const revenueCents = accounts.reduce((sum, account) => sum + account.revenueCents, 0);
  return { accounts, marginCents, marginShare: revenueCents === 0 ? null : marginCents / revenueCents };
}

/** Support is the same for each account that pays; use of accounts that pay nothing is carried by those that do. */
export function costTable(costs: CostSettings, accounts: readonly string[], uses: ReadonlyMap<string, number>): CostTable {
  const supportCents = Math.round(costs.supportHours * costs.supportCentsPerHour);
  // Cut at rounded running sums, so that the accounts' cents are all of it.
  const until = (index: number): number => Math.round((supportCents * index) / accounts.length);
  const hoursOf = (index: number): number => (supportCents === 0 ? 0 : (until(index + 1) - until(index)) / costs.supportCentsPerHour);
  const used = accounts.filter((account) => (uses.get(account) ?? 0) > 0);
  // Where nothing was used, or nothing is observed, the bill falls on all alike.
  const weights =
    used.length === 0
      ? accounts.map((account) => [account, 1] as const)
      : used.map((account) => [account, uses.get(account) ?? 0] as const);
  return {
    forgeCents: costs.forgeCents,
    forgeUseByAccount: new Map(weights),
    supportCentsPerHour: costs.supportCentsPerHour,
    supportHoursByAccount: new Map(accounts.map((account, index) => [account, hoursOf(index)])),
    fixedCents: costs.fixedCents,
  };
}

export async function marginAnswer(
  ports: RevenuePorts,
  request: RevenueRequest & { readonly page: number; readonly pageSize: number },
): Promise<MarginPage> {
  const scope = scopeOf(ports.clock, request);
  const { margin, companies } = await marginOn(ports, scope, await readCosts(ports.kvs));
  const rows = margin.accounts.toSorted((a, b) => a.marginCents - b.marginCents);
  const from = request.page * request.pageSize;
  return {
    rows: rows.slice(from, from + request.pageSize).map((row) => ({ ...row, company: companies.get(row.account) ?? '' })),
    total: rows.length,
  };
}
