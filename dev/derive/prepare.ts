import { deriveApp } from './derive';
import { roles } from './roles';
import { buildStatic } from './static';

/** Everything that the host runs: the pages that are out of date, then both apps' folders. */
export async function prepareApps({ directIntake = false }: { readonly directIntake?: boolean } = {}): Promise<void> {
  await buildStatic();
  await Promise.all(roles.map((role) => deriveApp(role)));
  if (directIntake) await deriveApp('customer', 'dist/customer-direct', { directIntake: true });
}
