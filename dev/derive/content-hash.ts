import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist']);
const isTest = (name: string): boolean => /\.test\.tsx?$/.test(name);

/** SHA-256 (hex) over names and contents of the files and folders named, without tests, builds and packages. A path that does not exist counts as absent. */
export async function hashOf(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesBelow(root, path)) {
      hash
        .update(`${file}\0`)
        .update(await readFile(join(root, file)))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/** Paths relative to the root, sorted, without tests, builds and packages; none when the path does not exist. */
export async function filesBelow(root: string, path: string): Promise<string[]> {
  const found = await stat(join(root, path)).catch(() => null);
  if (found === null) return [];
  if (!found.isDirectory()) return [path];
  const names = (await readdir(join(root, path))).filter((name) => !SKIPPED.has(name) && !isTest(name)).sort();
  return (await Promise.all(names.map((name) => filesBelow(root, `${path}/${name}`)))).flat();
}
