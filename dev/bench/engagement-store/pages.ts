import { accountDetail, listAccounts, listMembers, userDetail } from '../../../src/console/accounts';
import { activationAnswer } from '../../../src/console/activation';
import { adoptionAnswer } from '../../../src/console/adoption';
import { lifecycleAnswer, retentionAnswer, stickinessAnswer } from '../../../src/console/engagement';
import { funnelAnswer } from '../../../src/console/funnel';
import { seatUseAnswer } from '../../../src/console/seat-use';
import { AccountSort, AccountsRequest } from '../../../src/contract/accounts';
import { ActivationRequest } from '../../../src/contract/activation';
import { AdoptionRequest, LifecycleRequest, RetentionRequest, StickinessRequest } from '../../../src/contract/engagement';
import { FunnelRequest } from '../../../src/contract/funnel';
import { SeatUseRequest } from '../../../src/contract/seat-use';
import type { ClockPort, KvsPort, SqlPort } from '../../../src/platform/ports';
import { eventName } from './history';

export type Page = { readonly name: string; readonly ask: () => Promise<unknown> };

const GRAINS = ['day', 'week', 'month'] as const;
const UNITS = ['user', 'account'] as const;

/** Every page that reads engagement, at its largest. */
export async function pagesOf(ports: {
  readonly sql: SqlPort;
  readonly clock: ClockPort;
  readonly kvs: KvsPort;
}): Promise<readonly Page[]> {
  const { rows } = await listAccounts(ports, AccountsRequest.parse({ pageSize: 200, sort: 'usersSeen30' }));
  const accountId = rows[0]?.accountId ?? 0;
  const members = await listMembers(ports, { accountId, page: 0, pageSize: 200 });
  const userId = members.rows[0]?.userId ?? 0;
  const steps = [1, 2, 3, 4].map(eventName);
  return [
    ...AccountSort.options.map((sort) => ({
      name: `accounts by ${sort}`,
      ask: () => listAccounts(ports, AccountsRequest.parse({ pageSize: 200, sort })),
    })),
    { name: 'accounts found', ask: () => listAccounts(ports, AccountsRequest.parse({ pageSize: 200, search: '1' })) },
    { name: 'account', ask: () => accountDetail(ports, accountId) },
    { name: 'members', ask: () => listMembers(ports, { accountId, page: 0, pageSize: 200 }) },
    { name: 'user', ask: () => userDetail(ports, userId) },
    ...UNITS.flatMap((unit) =>
      GRAINS.flatMap((grain) => [
        {
          name: `retention ${unit} ${grain}`,
          ask: () => retentionAnswer(ports, RetentionRequest.parse({ unit, grain, when: 'onOrAfter' })),
        },
        { name: `lifecycle ${unit} ${grain}`, ask: () => lifecycleAnswer(ports, LifecycleRequest.parse({ unit, grain })) },
      ]),
    ),
    ...UNITS.map((unit) => ({ name: `stickiness ${unit}`, ask: () => stickinessAnswer(ports, StickinessRequest.parse({ unit })) })),
    { name: 'adoption', ask: () => adoptionAnswer(ports, 'vendor', AdoptionRequest.parse({})) },
    {
      name: 'adoption of 90 days and those before',
      ask: () => adoptionAnswer(ports, 'vendor', AdoptionRequest.parse({ range: 'last-90-days', compare: true })),
    },
    ...UNITS.map((unit) => ({
      name: `funnel ${unit}`,
      ask: () => funnelAnswer(ports, FunnelRequest.parse({ steps, unit, rangeDays: 90 })),
    })),
    { name: 'activation', ask: () => activationAnswer(ports, ActivationRequest.parse({})) },
    { name: 'seat use', ask: () => seatUseAnswer(ports, 'vendor', SeatUseRequest.parse({})) },
  ];
}
