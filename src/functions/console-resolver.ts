import type { z } from 'zod';
import { CONSOLE_GROUP_KEY, consoleGroup, isAdmin, mayOpenConsole } from '../console/access';
import type { ConsoleHome } from '../console/access';
import { listAccounts, overview } from '../console/overview';
import type { OverviewScope } from '../console/overview';
import { consoleCalls } from '../contract/console';
import type { Answer, ConsoleCall, Overview } from '../contract/console';
import { clockPort, kvsPort, logPort, productPort, sqlPort } from '../platform/forge-ports';
import { currentInvocation } from '../platform/invocation';
import { resolver } from '../platform/resolver';
import { isRateLimited } from '../store/migrate';
import type { Migration } from '../store/migrate';
import { withSchema } from './schema';

type Request = { readonly payload?: unknown };
type Handlers = {
  [C in ConsoleCall]: (
    input: z.output<(typeof consoleCalls)[C]['input']>,
    home: ConsoleHome,
  ) => Promise<z.input<(typeof consoleCalls)[C]['output']>>;
};

const access = { product: productPort, kvs: kvsPort };
const ports = { sql: sqlPort, clock: clockPort };
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

/** The console's resolver for one scope. Every call asks the product who the user is first, whatever the payload says. */
export function consoleResolverFor(scope: OverviewScope, migrations: readonly Migration[], syncLine: () => Promise<Overview['sync']>) {
  const handlers: Handlers = {
    overview: async (input) => await overview(ports, scope, input, scope === 'vendor' ? await syncLine() : null),
    accounts: async (input) => (scope === 'vendor' ? await listAccounts(ports, input) : { rows: [], total: 0 }),
    access: async (_input, home) => ({ consoleGroup: await consoleGroup(access), canChange: await isAdmin(access, home), scope }),
    setConsoleGroup: async (input, home) => {
      if (!(await isAdmin(access, home))) throw new NotAllowed();
      if (input.consoleGroup === null) await kvsPort.delete(CONSOLE_GROUP_KEY);
      else await kvsPort.set(CONSOLE_GROUP_KEY, input.consoleGroup);
      return { consoleGroup: input.consoleGroup, canChange: true, scope };
    },
  };
  const migrated = withSchema(migrations);
  return resolver({
    overview: answering('overview', consoleCalls.overview.input, handlers.overview, migrated),
    accounts: answering('accounts', consoleCalls.accounts.input, handlers.accounts, migrated),
    access: answering('access', consoleCalls.access.input, handlers.access, migrated),
    setConsoleGroup: answering('setConsoleGroup', consoleCalls.setConsoleGroup.input, handlers.setConsoleGroup, migrated),
  });
}

class NotAllowed extends Error {}

function answering<I>(
  call: ConsoleCall,
  schema: z.ZodType<I>,
  handler: (input: I, home: ConsoleHome) => Promise<unknown>,
  migrated: <T>(work: () => Promise<T>) => Promise<T>,
) {
  return async (request: Request): Promise<Answer<unknown>> => {
    try {
      const home: ConsoleHome = currentInvocation().moduleKey === 'console-settings' ? 'confluence' : 'jira';
      if (!(await mayOpenConsole(access, home))) return refused;
      const input = schema.safeParse(request.payload ?? {});
      if (!input.success)
        return { ok: false, code: 'bad-request', message: 'The page asked for something that does not exist. Reload it.' };
      const value = await migrated(() => handler(input.data, home));
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
