import { CostSettings } from '../../../../src/contract/revenue-books';
import { moneyDigits } from '../../parts/format';

type Field = keyof CostSettings;
export const COST_FIELDS: readonly { readonly name: Field; readonly label: string }[] = [
  { name: 'forgeCents', label: 'Platform bill in a month (USD)' },
  { name: 'supportHours', label: 'Hours of support in a month' },
  { name: 'supportCentsPerHour', label: 'Cost of an hour of support (USD)' },
  { name: 'fixedCents', label: 'Everything else in a month (USD)' },
];
export type Typed = Readonly<Record<Field, string>>;

export const typedOf = (costs: CostSettings): Typed => ({
  forgeCents: moneyDigits(costs.forgeCents),
  supportHours: String(costs.supportHours),
  supportCentsPerHour: moneyDigits(costs.supportCentsPerHour),
  fixedCents: moneyDigits(costs.fixedCents),
});

/** What was typed as settings; null where something is no amount. Commas and a dollar sign are taken for what they are. */
export function readCosts(typed: Typed): CostSettings | null {
  const cents = (text: string): number => {
    const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(bare(text));
    return match === null ? NaN : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  };
  const read = CostSettings.safeParse({
    forgeCents: cents(typed.forgeCents),
    supportCentsPerHour: cents(typed.supportCentsPerHour),
    supportHours: bare(typed.supportHours) === '' ? NaN : Number(bare(typed.supportHours)),
    fixedCents: cents(typed.fixedCents),
  });
  return read.success ? read.data : null;
}

const bare = (text: string): string => text.replaceAll(/[\s,$]/g, '');
