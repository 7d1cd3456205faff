import { makeResolver } from '@forge/resolver';

type Handler = (request: { readonly payload?: unknown; readonly context: Record<string, unknown> }) => Promise<unknown>;

/**
 * The function behind a UI's `invoke`. Of what a handler is given, the payload is the browser's word; the account, licence and
 * installation in the context are the platform's.
 */
export function resolver(handlers: Readonly<Record<string, Handler>>): ReturnType<typeof makeResolver> {
  return makeResolver({ ...handlers });
}
