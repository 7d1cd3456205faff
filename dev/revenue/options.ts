import { parseArgs } from 'node:util';
import { monthFromText } from '../../src/revenue/calendar';
import type { Basis } from '../../src/revenue/line';

export const USAGE =
  'Usage: npm run revenue -- --transactions FILE [--licenses FILE] [--partner-metrics FILE] [--from YYYY-MM --to YYYY-MM] [--grace DAYS] [--basis customer|net]';

export type Options = {
  readonly transactions: string;
  readonly licences: string | null;
  readonly partnerMetrics: string | null;
  readonly fromMonth: number | null;
  readonly toMonth: number | null;
  readonly graceDays: number;
  readonly basis: Basis;
};

/** Throws a sentence for the user. */
export function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      transactions: text,
      licenses: text,
      'partner-metrics': text,
      from: text,
      to: text,
      grace: { type: 'string', default: '0' },
      basis: { type: 'string', default: 'customer' },
    },
  });
  const { transactions, grace, basis } = values;
  if (transactions === undefined) throw new Error(USAGE);
  if (!/^\d{1,4}$/.test(grace)) throw new Error('--grace is a whole number of days.');
  if (basis !== 'customer' && basis !== 'net') throw new Error('--basis is customer or net.');
  const fromMonth = monthOption('--from', values.from);
  const toMonth = monthOption('--to', values.to);
  if (fromMonth !== null && toMonth !== null && fromMonth > toMonth) throw new Error('--from is after --to.');
  return {
    transactions,
    licences: values.licenses ?? null,
    partnerMetrics: values['partner-metrics'] ?? null,
    fromMonth,
    toMonth,
    graceDays: Number(grace),
    basis,
  };
}

function monthOption(name: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  const month = monthFromText(value);
  if (month === null) throw new Error(`${name} is a month, YYYY-MM.`);
  return month;
}
