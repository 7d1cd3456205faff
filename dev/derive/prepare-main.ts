// Builds the pages that are out of date and derives both apps; with names (console, embed, page, shell) builds only those.
import { prepareApps } from './prepare';
import { buildStatic, staticBuilds } from './static';

async function prepare(): Promise<void> {
  const named = staticBuilds.filter((name) => process.argv.slice(2).includes(name));
  if (named.length > 0) {
    await buildStatic(named);
    return;
  }
  await prepareApps();
}

prepare().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
