import { existsSync, readFileSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';

/**
 * Makes this process the one that may open the database file, and gives the function that ends the claim. A claim left
 * by a process that is gone is taken over, with the lock directory that SQLite left beside the file when it was killed.
 */
export function claimFile(file: string): () => void {
  const claim = `${file}.owner`;
  const owner = existsSync(claim) ? Number(readFileSync(claim, 'utf8')) : 0;
  if (owner > 0 && owner !== process.pid && isAlive(owner))
    throw new Error(`The database is open in process ${String(owner)}: stop that host first`);
  writeFileSync(claim, String(process.pid));
  if (existsSync(`${file}.lock`)) rmdirSync(`${file}.lock`);
  return () => {
    rmSync(claim, { force: true });
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
