import { createHash } from 'node:crypto';

/** Names a batch by what is in it, so that the same events are the same batch wherever and however often they turn up. 32 characters. */
export function batchIdOf(calls: readonly { readonly messageId: string }[]): string {
  return createHash('sha256')
    .update(calls.map(({ messageId }) => messageId).join('\n'))
    .digest('base64url')
    .slice(0, 32);
}
