import type { AppManifest } from '../host/manifest';
import { json, type InvocationScope, type ServiceRequest, type ServiceResponse, type User } from '../services';
import { ENDPOINTS } from './endpoints';

/** Atlassian's own test account that every app may use to see a closed account. */
const CLOSED_TEST_ACCOUNT = '5be24ba3f91c106033269289';

export type ProductService = {
  answer(
    scope: InvocationScope,
    asked: { remote: string; provider: string; accountId: string | null },
    request: ServiceRequest,
  ): ServiceResponse;
  /** From now on this account counts as closed in the personal data report. */
  readonly closeAccount: (accountId: string) => void;
  /** The account's name or address changed at this moment (ms). */
  readonly changeAccount: (accountId: string, at: number) => void;
};

/** Jira, Confluence and the platform's own REST, as far as the host emulates them. */
export function createProductService(options: {
  readonly manifestOf: (scope: InvocationScope) => AppManifest;
  readonly usersOf: (scope: InvocationScope) => readonly User[];
}): ProductService {
  const closed = new Set([CLOSED_TEST_ACCOUNT]);
  const changed = new Map<string, number>();
  return {
    changeAccount: (accountId, at) => {
      changed.set(accountId, at);
    },
    closeAccount: (accountId) => {
      closed.add(accountId);
    },
    answer(scope, asked, request) {
      const url = new URL(request.path, 'http://local.invalid');
      const users = options.usersOf(scope);
      const manifest = options.manifestOf(scope);
      const user =
        asked.provider === 'user'
          ? (users.find((candidate) => candidate.accountId === (asked.accountId ?? scope.user?.accountId)) ?? null)
          : null;
      if (asked.provider === 'user' && user === null)
        return { ...json(401, { message: 'Authentication required' }), headers: { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' } };
      const endpoint = ENDPOINTS.find(
        (candidate) => candidate.remote === asked.remote && candidate.method === request.method && candidate.match.test(url.pathname),
      );
      if (endpoint === undefined)
        return json(404, { message: `The local host does not emulate ${request.method} ${url.pathname} of ${asked.remote}` });
      if (endpoint.scope !== null && !manifest.scopes.includes(endpoint.scope))
        return json(401, { code: 401, message: 'Unauthorized; scope does not match' });
      const parts = (endpoint.match.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent);
      const body: unknown = request.body === null || request.body === '' ? null : JSON.parse(request.body);
      const license = manifest.licensed ? scope.installation.license : null;
      return endpoint.answer(
        {
          method: request.method,
          path: url.pathname,
          query: url.searchParams,
          body,
          installation: scope.installation,
          appId: manifest.appId,
          license,
          user,
          users,
          news: { isClosed: (accountId) => closed.has(accountId), changedAt: (accountId) => changed.get(accountId) ?? null },
        },
        parts,
      );
    },
  };
}
