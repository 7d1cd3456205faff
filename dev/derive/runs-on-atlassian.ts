import { type Manifest, modulesOf } from './manifest';
import { moduleRoles } from './roles';

/** Texts that show that vendor code or a vendor credential reached a customer's bundle. */
const VENDOR_TRACES = [
  { text: 'api.atlassian.com', what: 'the Marketplace host' },
  { text: '/marketplace/rest', what: 'a Marketplace path' },
  { text: 'MARKETPLACE_', what: 'the name of a Marketplace variable' },
  { text: 'api.segmentapis.com', what: 'the host that deletes people at Segment' },
  { text: 'SEGMENT_PUBLIC_TOKEN', what: 'the name of a deletion token' },
  { text: 'JOURNY_API_KEY', what: 'the name of a deletion token' },
] as const;

/**
 * Why an app would not be eligible for Runs on Atlassian, or would carry what belongs to the vendor; one sentence each,
 * none for a customer app as it should be. `bundleText` is everything that the app ships as code.
 */
export function violations(manifest: Manifest, bundleText: string): string[] {
  return [...egressViolations(manifest), ...moduleViolations(manifest), ...foreignParts(manifest), ...vendorTraces(bundleText)];
}

function egressViolations(manifest: Manifest): string[] {
  const { fetch, ...otherKinds } = manifest.permissions.external;
  const { backend, ...otherFetch } = fetch;
  const found: string[] = [];
  for (const { address, category, inScopeEUD } of backend) {
    if (category !== 'analytics') found.push(`Egress to ${address} is not in category analytics`);
    // Absent means true.
    if (inScopeEUD !== false) found.push(`Egress to ${address} does not say inScopeEUD: false`);
  }
  // Browser egress and loaded scripts, styles, frames and images are egress too; the customer app needs none.
  for (const kind of Object.keys(otherFetch)) found.push(`Egress of kind fetch.${kind} is declared`);
  for (const kind of Object.keys(otherKinds)) found.push(`Egress of kind ${kind} is declared`);
  return found;
}

function moduleViolations(manifest: Manifest): string[] {
  return modulesOf(manifest).flatMap(({ type, module }) => {
    const found: string[] = [];
    if (type === 'webtrigger' && responseType(module.response) !== 'static') {
      found.push(`Web trigger ${module.key} is dynamic or has no response type, which is read as dynamic`);
    }
    if (!(moduleRoles[module.key] ?? []).includes('customer')) found.push(`Module ${module.key} is not the customer app's`);
    if ('endpoint' in module) found.push(`Module ${module.key} calls a remote endpoint`);
    return found;
  });
}

function responseType(response: unknown): unknown {
  return typeof response === 'object' && response !== null && 'type' in response ? response.type : undefined;
}

function foreignParts(manifest: Manifest): string[] {
  const names = ['remotes', 'connectModules', 'providers', 'services'].filter((part) => part in manifest);
  const connect = 'connect' in manifest.app ? ['app.connect'] : [];
  return [...names, ...connect].map((part) => `The manifest has ${part}`);
}

function vendorTraces(bundleText: string): string[] {
  return VENDOR_TRACES.filter(({ text }) => bundleText.includes(text)).map(({ text, what }) => `The bundle contains ${what} (${text})`);
}
