import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CSPInjectionService, CSPProcessingService } from '@forge/csp';
import { ROOT } from '../bundle';

type Processing = ConstructorParameters<typeof CSPProcessingService>;

/** The HTML parser that `@forge/csp` expects to be handed is the one that it brings along. */
const { load } = createRequire(join(ROOT, 'node_modules/@forge/csp/package.json'))('cheerio/slim') as { load: Processing[1] };
const quiet: Processing[0] = { info: () => undefined };

/**
 * The header of a Custom UI document, from the manifest's permissions, by the platform's own code. Only this host may frame
 * it, and violations show in the browser's console: nothing is reported anywhere.
 */
export function contentSecurityPolicy(html: string, permissions: Readonly<Record<string, unknown>>, hostOrigin: string): string {
  const existingCSPDetails = new CSPProcessingService(quiet, load).getCspDetails(html, permissions);
  return new CSPInjectionService()
    .getInjectableCSP({ existingCSPDetails, microsEnv: 'prod', parentEmbeddingDomain: hostOrigin })
    .filter((directive) => !directive.startsWith('report-uri'))
    .join('; ');
}
