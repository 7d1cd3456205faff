import { startOptions } from '../options';
import { historyFile } from './cache';

/** Fills the history that `npm start` with the same arguments is about to need; does nothing when it is there. */
const today = new Date().toISOString().slice(0, 10);
const { vendor, sql } = startOptions(process.argv.slice(2), today);
if (sql === null)
  historyFile(vendor).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
