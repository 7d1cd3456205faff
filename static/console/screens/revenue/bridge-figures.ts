import type { BridgeMonth, RevenueBridge } from '../../../../src/contract/revenue-movements';
import { MovementKind } from '../../../../src/contract/revenue-movements';
import { quickRatio } from '../../../../src/revenue/standing';
import { count, counted, money } from '../../parts/format';
import { month } from '../../parts/months';
import type { StackedColumn } from '../../parts/columns';
import type { WaterfallStep } from '../../parts/waterfall-bars';
import { movementWords } from './words';

export type BridgeStep = 'opening' | MovementKind | 'closing';
export const MOVEMENTS = MovementKind.options;

/** Months in a row as one: the opening of the first, all movements, the closing of the last. Null for none. */
export function together(months: readonly BridgeMonth[]): Omit<BridgeMonth, 'month'> | null {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return null;
  const sums = { new: 0, expansion: 0, contraction: 0, churn: 0, reactivation: 0, rateChange: 0, transfer: 0 };
  for (const each of months) for (const kind of MOVEMENTS) sums[kind] += each[kind];
  return { opening: first.opening, ...sums, closing: last.closing };
}

/** The bars of a bridge. Transfers that cancel out, and other movements that did not happen, keep their place. */
export function bridgeSteps(step: Omit<BridgeMonth, 'month'>): WaterfallStep<BridgeStep>[] {
  return [
    { id: 'opening', cents: step.opening, isTotal: true },
    ...MOVEMENTS.map((kind) => ({ id: kind, cents: step[kind], isTotal: false })),
    { id: 'closing', cents: step.closing, isTotal: true },
  ];
}

/** `$100.00 + $20.00 − $5.00 = $115.00`: opening, what was won, what was lost, closing. */
export function equation(step: Omit<BridgeMonth, 'month'>): string {
  const won = MOVEMENTS.reduce((sum, kind) => sum + Math.max(0, step[kind]), 0);
  const lost = MOVEMENTS.reduce((sum, kind) => sum + Math.min(0, step[kind]), 0);
  return `${money(step.opening)} + ${money(won)} − ${money(-lost)} = ${money(step.closing)}`;
}

/** The months that are shown: all of them, or the ones that the address names. */
export function chosen(months: readonly BridgeMonth[], from: string | null, to: string | null): readonly BridgeMonth[] {
  if (from === null || to === null) return months;
  const picked = months.filter((each) => from <= each.month && each.month <= to);
  return picked.length === 0 ? months : picked;
}

export function periodWords(months: readonly BridgeMonth[]): string {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return '';
  return first.month === last.month ? month(first.month) : `${month(first.month)} to ${month(last.month)}`;
}

/** Transfers are left out: what leaves one account arrives in the next, and two bars would say otherwise. */
const COLUMN_KINDS = ['new', 'expansion', 'reactivation', 'rateChange', 'contraction', 'churn'] as const;

export function monthColumn(each: BridgeMonth, label: string, href: string): StackedColumn {
  const parts = COLUMN_KINDS.filter((kind) => each[kind] !== 0).map(
    (kind) => `${movementWords[kind].term.toLowerCase()} ${money(each[kind])}`,
  );
  return {
    id: each.month,
    label,
    words: `${month(each.month)}: ${parts.length === 0 ? 'nothing moved' : parts.join(', ')}; closing ${money(each.closing)}`,
    href,
    layers: COLUMN_KINDS.map((kind) => ({ name: kind, value: each[kind], tone: kind })),
  };
}

export type HeadlineFigure = {
  readonly id: 'mrr' | 'arr' | 'arpc' | 'nrr' | 'grr' | 'quick';
  readonly value: string;
  readonly aside: string;
};

const rounded = (ratio: number | null): string => (ratio === null ? '–' : `${(ratio * 100).toFixed(1)}%`);

/** The last month that is over; the running one would look worse than it is. */
const lastFull = (months: readonly BridgeMonth[]): BridgeMonth | undefined => months.at(-2);

/** Retention as others compute it, from one month's movements. Null where nothing was there to retain. */
export function byMovements(each: BridgeMonth | undefined): { readonly nrr: number | null; readonly grr: number | null } {
  if (each === undefined || each.opening <= 0) return { nrr: null, grr: null };
  const lost = each.contraction + each.churn;
  return { nrr: (each.opening + each.expansion + lost) / each.opening, grr: (each.opening + lost) / each.opening };
}

/** The six figures at the top, each with what puts it into proportion. */
export function headline({ now, before, year, months }: RevenueBridge): readonly HeadlineFigure[] {
  const all = together(months);
  const quick = all === null ? { ratio: null, withoutReactivation: null } : quickRatio(all);
  const lately = byMovements(lastFull(months));
  const cohort = year.cohortAccounts === 0 ? 'Nobody paid a year ago' : `of ${counted(year.cohortAccounts, 'account')}`;
  const ratio = (value: number | null): string => (value === null ? '–' : value.toFixed(1));
  const change = before === null ? null : now.mrrCents - before.mrrCents;
  return [
    {
      id: 'mrr',
      value: money(now.mrrCents),
      aside: change === null ? 'No earlier figure yet' : `${change < 0 ? '−' : '+'}${money(Math.abs(change))} in a month`,
    },
    { id: 'arr', value: money(now.arrCents), aside: 'twelve times MRR' },
    {
      id: 'arpc',
      value: now.arpcCents === null ? '–' : money(now.arpcCents),
      aside: `${counted(now.payingCustomers, 'paying customer')}, ${count(now.payingAccounts)} accounts`,
    },
    { id: 'nrr', value: rounded(year.nrr), aside: `${cohort}; by movements ${rounded(lately.nrr)}` },
    { id: 'grr', value: rounded(year.grr), aside: `${cohort}; by movements ${rounded(lately.grr)}` },
    { id: 'quick', value: ratio(quick.ratio), aside: `without reactivation ${ratio(quick.withoutReactivation)}` },
  ];
}
