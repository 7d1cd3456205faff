import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf } from '../derive/content-hash';
import { simulateVendor, type Vendor, type VendorOptions } from '../simulator/simulate-vendor';
import { openSqlite } from '../sql/sqlite-engine';
import { fillHistory } from './fill';

const ROOT = process.cwd();
const FOLDER = join(ROOT, '.tidemark', 'history');

/** What the history is made of: a change of any of these makes a new one. */
const INPUTS = ['src', 'dev/simulator', 'dev/history', 'dev/sql', 'package-lock.json'];

/** The database file of a simulated vendor's history, filled when there is none for these options and this code yet. */
export async function historyFile(options: VendorOptions): Promise<string> {
  const code = await hashOf(ROOT, INPUTS);
  const file = join(
    FOLDER,
    `${options.seed}-${options.accounts ?? 300}-${options.months ?? 18}-${options.endDay}-${code.slice(0, 12)}.sqlite`,
  );
  if (await exists(file)) return file;
  await mkdir(FOLDER, { recursive: true });
  const unfinished = `${file}.${process.pid}.part`;
  await rm(unfinished, { force: true });
  const engine = openSqlite(unfinished);
  const vendor = simulateVendor(options);
  await fillHistory(engine, vendor, Date.now);
  await engine.close();
  await writeFile(file.replace(/\.sqlite$/, '.truth.json'), JSON.stringify(hiddenTruth(vendor)));
  await rename(unfinished, file);
  return file;
}

/** What no report states, by account, kept beside the data that follows from it: scores can be checked against it. */
function hiddenTruth(vendor: Vendor): object[] {
  return vendor.accounts.map((account) => ({
    entitlementNumber: account.entitlement.number,
    ...account.truth,
    uninstalledDay: account.uninstalledDay,
    ...vendor.truth.get(account.entitlement.number),
  }));
}

/** The flag that makes this program fill the history and end. */
export const FILL_ONLY = 'fill-only';

/** Fills the history in a process of its own, so that it takes another core than the caller's. `args` are those of `npm start`. */
export async function historyInBackground(args: readonly string[]): Promise<void> {
  const program = process.argv[1] ?? '';
  const child = spawn(process.execPath, [...process.execArgv, program, ...args, `--${FILL_ONLY}`], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error('The simulated history could not be made');
}

/** A working copy, so that what happens on the host does not flow back into the history. */
export async function copyOfHistory(options: VendorOptions, target: string): Promise<string> {
  const source = await historyFile(options);
  await mkdir(join(target, '..'), { recursive: true });
  await copyFile(source, target);
  return target;
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}
