import { divideRounded } from './monthly-price';

/**
 * What a month costs, in cents. Forge usage is metered by site, in whatever unit the caller has; what is billed for it is shared out by
 * use. Support is hours by account at one rate. Fixed costs are shared out by MRR.
 */
export type CostTable = {
  readonly forgeCents: number;
  readonly forgeUseByAccount: ReadonlyMap<string, number>;
  readonly supportCentsPerHour: number;
  readonly supportHoursByAccount: ReadonlyMap<string, number>;
  readonly fixedCents: number;
};

export type AccountMargin = {
  readonly account: string;
  readonly revenueCents: number;
  readonly forgeCents: number;
  readonly supportCents: number;
  readonly fixedCents: number;
  readonly marginCents: number;
};
export type Margin = {
  readonly accounts: readonly AccountMargin[];
  readonly marginCents: number;
  /** Null without revenue. */ readonly marginShare: number | null;
};

/** Gross margin of a month by account and in all. Shares are cut so that they come to the whole, to the cent. */
export function marginOf(revenueByAccount: ReadonlyMap<string, number>, costs: CostTable): Margin {
  const names = [...new Set([...revenueByAccount.keys(), ...costs.forgeUseByAccount.keys(), ...costs.supportHoursByAccount.keys()])].sort();
  const forge = shareOut(costs.forgeCents, names, costs.forgeUseByAccount);
  const fixed = shareOut(costs.fixedCents, names, revenueByAccount);
  const accounts = names.map((account): AccountMargin => {
    const revenueCents = revenueByAccount.get(account) ?? 0;
    const forgeCents = forge.get(account) ?? 0;
    const supportCents = Math.round((costs.supportHoursByAccount.get(account) ?? 0) * costs.supportCentsPerHour);
    const fixedCents = fixed.get(account) ?? 0;
    return {
      account,
      revenueCents,
      forgeCents,
      supportCents,
      fixedCents,
      marginCents: revenueCents - forgeCents - supportCents - fixedCents,
    };
  });
  const revenue = accounts.reduce((sum, { revenueCents }) => sum + revenueCents, 0);
  const unshared = costs.forgeCents + costs.fixedCents - [...forge.values(), ...fixed.values()].reduce((sum, cents) => sum + cents, 0);
  const marginCents = accounts.reduce((sum, account) => sum + account.marginCents, 0) - unshared;
  return { accounts, marginCents, marginShare: revenue === 0 ? null : marginCents / revenue };
}

/** Cuts an amount by weight at rounded running sums: no cent is lost or made. Nothing where nobody has weight. */
function shareOut(cents: number, names: readonly string[], weights: ReadonlyMap<string, number>): Map<string, number> {
  const total = names.reduce((sum, name) => sum + (weights.get(name) ?? 0), 0);
  const shares = new Map<string, number>();
  if (total <= 0) return shares;
  let [weight, given] = [0, 0];
  for (const name of names) {
    weight += weights.get(name) ?? 0;
    const until =
      Number.isInteger(weight) && Number.isInteger(total) ? divideRounded(cents * weight, total) : Math.round((cents * weight) / total);
    shares.set(name, until - given);
    given = until;
  }
  return shares;
}
