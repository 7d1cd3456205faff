import { z } from 'zod';
import type { KvsPort, ProductPort } from '../platform/ports';

/** KVS key of the Jira group whose members may open the console beside the admins. */
export const CONSOLE_GROUP_KEY = 'console-group';

const Permissions = z.object({ permissions: z.object({ ADMINISTER: z.object({ havePermission: z.boolean() }) }) });
const Myself = z.object({ groups: z.object({ items: z.array(z.object({ name: z.string() })) }) });
const Operations = z.object({ operations: z.array(z.object({ operation: z.string(), targetType: z.string() })) });

type AccessPorts = { readonly product: ProductPort; readonly kvs: KvsPort };
/** The product whose page the console was opened from; told by the platform. */
export type ConsoleHome = 'jira' | 'confluence';

/** Asks the product, as the user, whether they administer it. Any answer but a clear yes is a no. */
export async function isAdmin(ports: AccessPorts, home: ConsoleHome): Promise<boolean> {
  if (home === 'confluence') {
    const answer = await ports.product('user', 'confluence', '/wiki/rest/api/user/current?expand=operations');
    const parsed = Operations.safeParse(answer.body);
    return (
      answer.status === 200 &&
      parsed.success &&
      parsed.data.operations.some((each) => each.operation === 'administer' && each.targetType === 'application')
    );
  }
  const answer = await ports.product('user', 'jira', '/rest/api/3/mypermissions?permissions=ADMINISTER');
  const parsed = Permissions.safeParse(answer.body);
  return answer.status === 200 && parsed.success && parsed.data.permissions.ADMINISTER.havePermission;
}

export async function consoleGroup(ports: AccessPorts): Promise<string | null> {
  const group = await ports.kvs.get(CONSOLE_GROUP_KEY);
  return typeof group === 'string' && group !== '' ? group : null;
}

/** Growth and success people are no admins: members of the group that an admin picked may look as well. */
export async function mayOpenConsole(ports: AccessPorts, home: ConsoleHome): Promise<boolean> {
  if (await isAdmin(ports, home)) return true;
  const group = await consoleGroup(ports);
  if (group === null) return false;
  const answer = await ports.product('user', 'jira', '/rest/api/3/myself?expand=groups');
  const parsed = Myself.safeParse(answer.body);
  return answer.status === 200 && parsed.success && parsed.data.groups.items.some((each) => each.name === group);
}
