import type { z } from 'zod';
import { CONSOLE_GROUP_KEY, consoleGroup, isAdmin, mayOpenConsole } from '../console/access';
import type { ConsoleHome } from '../console/access';
import { sharedCalls } from '../contract/console';
import type { AccessSettings, Answer } from '../contract/console';
import { kvsPort, logPort, productPort } from '../platform/forge-ports';
import { currentInvocation } from '../platform/invocation';
import { resolver } from '../platform/resolver';
import { isRateLimited } from '../store/migrate';
import type { Migration } from '../store/migrate';
import { withSchema } from './schema';

/** A page may wait so long for what was captured to come into the database. */
export const FOLD_MS = 6_000;

/** Who asks, and from where. */
export type Asking = {
  readonly home: ConsoleHome;
  /** The platform's word on the invocation. */
  readonly context: object;
  readonly isAdmin: () => Promise<boolean>;
  /** Throws, and so refuses the call, unless an admin asks. */
  readonly onlyAdmin: () => Promise<void>;
};
type Calls = Readonly<Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>>;
/** A handler for each call of a contract. */
export type ConsoleHandlers<C extends Calls> = {
  readonly [K in keyof C]: (input: z.output<C[K]['input']>, asking: Asking) => Promise<z.input<C[K]['output']>>;
};

const access = { product: productPort, kvs: kvsPort };
const refused = {
  ok: false,
  code: 'not-allowed',
  message: 'Only admins of this site, and the group they pick in the settings, may open this page. Ask an admin to add you.',
} as const;
const DAMAGED = { ok: false, code: 'failed', message: 'Something went wrong. Try again; if it stays, look at the app’s log.' } as const;

const NOT_READY = {
  ok: false,
  code: 'not-ready',
  message: 'The database of this installation is being prepared. Try again in a minute.',
} as const;

class NotAllowed extends Error {}

type OwnCalls = Pick<typeof sharedCalls, 'access' | 'setConsoleGroup'>;
type OtherHandlers = Omit<ConsoleHandlers<typeof sharedCalls>, keyof OwnCalls>;
/** Calls that only one of the two consoles answers, with their handlers. */
type MoreCalls<C extends Calls> = { readonly calls: C; readonly handlers: ConsoleHandlers<C> };

/** The console's resolver for one scope. Every call asks the product who the user is first, whatever the payload says. */
export function consoleResolverFor<C extends Calls>(
  scope: AccessSettings['scope'],
  migrations: readonly Migration[],
  others: OtherHandlers,
  more: MoreCalls<C>,
) {
  const own: ConsoleHandlers<OwnCalls> = {
    access: async (_input, { home }) => ({ consoleGroup: await consoleGroup(access), canChange: await isAdmin(access, home), scope }),
    setConsoleGroup: async (input, { onlyAdmin }) => {
      await onlyAdmin();
      if (input.consoleGroup === null) await kvsPort.delete(CONSOLE_GROUP_KEY);
      else await kvsPort.set(CONSOLE_GROUP_KEY, input.consoleGroup);
      return { consoleGroup: input.consoleGroup, canChange: true, scope };
    },
  };
  const calls: Calls = { ...sharedCalls, ...more.calls };
  // Each contract pairs its names with their inputs, which TypeScript cannot follow once they are one table.
  const handlers = { ...own, ...others, ...more.handlers } as Readonly<Record<string, Handler>>;
  const migrated = withSchema(migrations);
  return resolver(
    Object.fromEntries(
      Object.entries(calls).flatMap(([name, call]) => {
        const handler = handlers[name];
        return handler === undefined ? [] : [[name, answering(scope, name, call.input, handler, migrated)]];
      }),
    ),
  );
}

type Request = { readonly payload?: unknown; readonly context: object };

/** Segments and health are the vendor's: a customer's store has none to filter by. */
function asksTheVendors(input: unknown): boolean {
  const filter: unknown = typeof input === 'object' && input !== null && 'filter' in input ? input.filter : null;
  return typeof filter === 'object' && filter !== null && ('segment' in filter || 'health' in filter);
}

type Handler = (input: unknown, asking: Asking) => Promise<unknown>;

function answering(
  scope: AccessSettings['scope'],
  call: string,
  shape: z.ZodType,
  handler: Handler,
  migrated: <T>(work: () => Promise<T>) => Promise<T>,
) {
  return async ({ payload, context }: Request): Promise<Answer<unknown>> => {
    try {
      const home: ConsoleHome = currentInvocation().moduleKey === 'console-settings' ? 'confluence' : 'jira';
      if (!(await mayOpenConsole(access, home))) return refused;
      const input = shape.safeParse(payload ?? {});
      if (!input.success || (scope === 'site' && asksTheVendors(input.data)))
        return { ok: false, code: 'bad-request', message: 'The page asked for something that does not exist. Reload it.' };
      const asksAsAdmin = () => isAdmin(access, home);
      const onlyAdmin = async () => {
        if (!(await asksAsAdmin())) throw new NotAllowed();
      };
      const value = await migrated(() => handler(input.data, { home, context, isAdmin: asksAsAdmin, onlyAdmin }));
      return { ok: true, value };
    } catch (error) {
      if (error instanceof NotAllowed) return refused;
      if (isRateLimited(error)) return NOT_READY;
      logPort('error', 'console-failed', {
        call,
        error: error instanceof Error ? error.name : 'unknown',
        message: error instanceof Error ? error.message.slice(0, 200) : '',
      });
      return DAMAGED;
    }
  };
}
