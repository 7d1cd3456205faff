import { parseArgs } from 'node:util';
import type { VendorOptions } from './simulator/simulate-vendor';

export type StartOptions = {
  readonly port: number;
  readonly vendor: VendorOptions;
  /** `mysql://…` instead of SQLite in the process. */
  readonly sql: string | null;
  readonly directIntake: boolean;
  /** Fill the simulated history for the next start, and end. */
  readonly fillOnly: boolean;
};

/** Reads the command line of `npm start`. An option that does not exist, or a number that is none, is an error in words. */
export function startOptions(args: readonly string[], today: string): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '8787' },
      accounts: { type: 'string', default: '300' },
      months: { type: 'string', default: '18' },
      seed: { type: 'string', default: 'tidemark' },
      sql: { type: 'string' },
      'direct-intake': { type: 'boolean', default: false },
      'fill-only': { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: true },
    },
  });
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(values.seed)) throw new RangeError('--seed takes letters, digits, - and _, at most 40');
  return {
    port: whole('port', values.port, 0, 65_535),
    vendor: {
      seed: values.seed,
      accounts: whole('accounts', values.accounts, 1, 20_000),
      months: whole('months', values.months, 1, 60),
      endDay: today,
    },
    sql: values.sql ?? null,
    directIntake: values['direct-intake'],
    fillOnly: values['fill-only'],
  };
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new RangeError(`--${name} takes a whole number from ${min} to ${max}, not "${text}"`);
  return value;
}
