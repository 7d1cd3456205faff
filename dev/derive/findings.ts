import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ROOT } from './manifest';

/** What Atlassian's validator and offline linters find in each app's folder (absolute), one line each; none for a sound app. */
export async function findings<Folder extends string>(folders: readonly Folder[]): Promise<Record<Folder, string[]>> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'dev/derive/lint-apps.mjs'), ...folders]);
  return z.record(z.string(), z.array(z.string())).parse(JSON.parse(stdout));
}
