import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ROOT } from './manifest';

/** What Atlassian's validator and offline linters find in an app's folder, one line each; none for a sound app. */
export async function findings(folder: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'dev/derive/findings.mjs')], { cwd: folder });
  return z.array(z.string()).parse(JSON.parse(stdout));
}
