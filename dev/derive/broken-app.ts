import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Words that validator and linters must have about the broken app. */
export const BROKEN = ['missing', 'read:nothing:tidemark'];

/** Writes an app with a function without a handler and a scope that does not exist: whoever finds nothing in it would find nothing anywhere. */
export async function writeBrokenApp(folder: string): Promise<string> {
  await mkdir(join(folder, 'src'), { recursive: true });
  await writeFile(
    join(folder, 'manifest.yml'),
    `modules:
  trigger:
    - key: watch
      function: missing
      events:
        - avi:jira:created:issue
permissions:
  scopes:
    - read:nothing:tidemark
app:
  id: ari:cloud:ecosystem::app/00000000-0000-4000-8000-000000000000
  runtime:
    name: nodejs22.x
`,
  );
  return folder;
}
