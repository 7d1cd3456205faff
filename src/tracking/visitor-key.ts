/**
 * Names what a visitor of a site left unsent, for the browser's storage: half a SHA-256 of site and account, so that nothing
 * personal is stored and nobody sends another's leftovers as their own. Undefined for anonymous visitors, who come back as
 * nobody, and where the page has no digest: then nothing is stored.
 */
export async function visitorKey(context: {
  readonly cloudId?: string | undefined;
  readonly accountId?: string | undefined;
}): Promise<string | undefined> {
  const { cloudId, accountId } = context;
  if (cloudId === undefined || accountId === undefined || !('crypto' in globalThis) || !('subtle' in crypto)) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${cloudId}\n${accountId}`));
  return [...new Uint8Array(digest).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
