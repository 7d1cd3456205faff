import { useEffect } from 'react';
import type { ApiSite, ApiUser } from '../../../api';
import { goTo, useAddress } from '../routing/location';

const storedUnder = (site: string) => `local-host:as:${site}`;

/**
 * Who looks: `?as=<account id>` when the site knows that person, else whoever looked last in this tab, else the site's
 * first administrator, else its first user.
 */
export function actingUser(site: ApiSite, asked: string | null, remembered: string | null): ApiUser | null {
  const byId = (accountId: string | null) => site.users.find((user) => user.accountId === accountId);
  return byId(asked) ?? byId(remembered) ?? site.users.find((user) => user.isAdmin) ?? site.users[0] ?? null;
}

export function useActingUser(site: ApiSite): { user: ApiUser | null; actAs: (accountId: string) => void } {
  const address = useAddress();
  const asked = address.searchParams.get('as');
  const user = actingUser(site, asked, sessionStorage.getItem(storedUnder(site.slug)));
  useEffect(() => {
    if (user !== null && user.accountId === asked) sessionStorage.setItem(storedUnder(site.slug), user.accountId);
  }, [site.slug, user, asked]);
  const actAs = (accountId: string) => {
    sessionStorage.setItem(storedUnder(site.slug), accountId);
    const next = new URL(address);
    next.searchParams.set('as', accountId);
    goTo(`${next.pathname}${next.search}${next.hash}`);
  };
  return { user, actAs };
}
