import type { privacyCalls } from '../contract/privacy';
import { trackingChoiceCalls } from '../contract/tracking-choice';
import type { TrackingChoice } from '../contract/tracking-choice';
import { enabledDestinations, httpDestination, isAnalyticsHost } from '../delivery/destinations';
import { HEALTH_KEY, readHealth } from '../delivery/health';
import { sentPlan } from '../plan';
import { clockPort, kvsPort, productPort, sqlPort, variablesPort } from '../platform/forge-ports';
import { setPrivacy, watch } from '../privacy/change-privacy';
import { findUsers } from '../privacy/find-users';
import { privacyState } from '../privacy/privacy-state';
import type { PrivacyPorts, PrivacyScope } from '../privacy/privacy-state';
import { chooseTracking, trackingChoice } from '../privacy/tracking-choice';
import { leavesThisSite } from '../tracking/leaves-this-site';
import type { ConsoleHandlers } from './console-resolver';
import { FOLD_MS } from './console-resolver';
import { foldCaptured } from './upkeep';
import { identityMode } from './variables';

/** The privacy screen's calls. `erase`: starts to erase somebody; `context` is the platform's word on who asks and where. */
export function privacyHandlers(
  scope: PrivacyScope,
  erase: (accountId: string, context: object) => Promise<void>,
): ConsoleHandlers<typeof privacyCalls> {
  const state = async (canChange: boolean) => {
    // Examples are as fresh as the ledger.
    await foldCaptured(FOLD_MS);
    return await privacyState(statePorts(), scope, canChange);
  };
  return {
    privacy: async (_input, asking) => await state(await asking.isAdmin()),
    setPrivacy: async (change, { onlyAdmin }) => {
      await onlyAdmin();
      if (scope === 'site') await setPrivacy(kvsPort, change);
      return await state(true);
    },
    watch: async ({ on }, { onlyAdmin }) => {
      await onlyAdmin();
      await watch({ kvs: kvsPort, clock: clockPort }, on);
      return await state(true);
    },
    findUsers: async ({ search }, { home, onlyAdmin }) => {
      await onlyAdmin();
      return { users: await findUsers(productPort, home, search) };
    },
    eraseUser: async ({ accountId }, { onlyAdmin, context }) => {
      await onlyAdmin();
      await erase(accountId, context);
      return await state(true);
    },
  };
}

function statePorts(): PrivacyPorts {
  return {
    sql: sqlPort,
    kvs: kvsPort,
    clock: clockPort,
    configuredIdentity: identityMode(),
    ownStore: variablesPort('OWN_STORE') !== 'off',
    destinations: enabledDestinations(variablesPort).map((destination) => {
      const target = destination === 'store' ? null : httpDestination(destination, variablesPort);
      const host = target !== null && URL.canParse(target.url) ? new URL(target.url).hostname : null;
      return { destination, host, keepsBadge: host === null || isAnalyticsHost(host) };
    }),
    egressOffSince: async () => {
      const blocked = Object.values(readHealth(await kvsPort.get(HEALTH_KEY))).filter((health) => health.state === 'egress-off');
      const since = blocked.flatMap((health) => (health.since === null ? [] : [health.since]));
      return since.length === 0 ? null : Math.min(...since);
    },
    leaves: leavesThisSite(sentPlan).map((row) => ({ ...row, properties: row.properties.map(({ name, type }) => ({ name, type })) })),
  };
}

type EndUserRequest = { readonly payload?: unknown; readonly context: { readonly accountId?: unknown } };

/** Resolver functions of the end-user pages. The user is the one that the platform names, never one of the payload. */
export const trackingChoiceHandlers = {
  trackingChoice: async ({ context }: EndUserRequest): Promise<TrackingChoice> =>
    await trackingChoice({ kvs: kvsPort }, accountIdOf(context)),
  /** A payload that says nothing clear changes nothing. */
  chooseTracking: async ({ payload, context }: EndUserRequest): Promise<TrackingChoice> => {
    const input = trackingChoiceCalls.chooseTracking.input.safeParse(payload);
    const accountId = accountIdOf(context);
    return input.success
      ? await chooseTracking({ kvs: kvsPort }, accountId, input.data.tracked)
      : await trackingChoice({ kvs: kvsPort }, accountId);
  },
};

function accountIdOf(context: EndUserRequest['context']): string | null {
  return typeof context.accountId === 'string' && context.accountId !== '' ? context.accountId : null;
}
