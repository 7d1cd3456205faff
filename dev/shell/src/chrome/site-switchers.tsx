import Select from '@atlaskit/select';
import type { ApiSite, ApiUser } from '../../../api';
import { linksOfSite } from '../routing/route';
import { goTo } from '../routing/location';
import { Avatar } from './avatar';

type Option = { label: string; value: string };

/** Which site, and as whom. Another site opens at its own first page unless it has the one that is open. */
export function SiteSwitchers({
  sites,
  site,
  user,
  actAs,
}: {
  sites: readonly ApiSite[];
  site: ApiSite;
  user: ApiUser | null;
  actAs: (accountId: string) => void;
}) {
  const siteOptions = sites.map(({ slug, name }) => ({ label: name, value: slug }));
  const userOptions = site.users.map(({ accountId, displayName, isAdmin }) => ({
    label: isAdmin ? `${displayName} (admin)` : displayName,
    value: accountId,
  }));
  const goToSite = (slug: string) => {
    const target = sites.find((candidate) => candidate.slug === slug);
    if (target === undefined) return;
    const links = linksOfSite(target);
    const here = window.location.pathname.split('/').slice(3).join('/');
    const same = links.find((link) => link.href.split('/').slice(3).join('/') === here);
    goTo((same ?? links[0])?.href ?? '/__dev/');
  };
  return (
    <>
      <div className="switcher">
        <Select<Option>
          label="Site"
          spacing="compact"
          options={siteOptions}
          value={siteOptions.find((option) => option.value === site.slug) ?? null}
          onChange={(option) => {
            if (option !== null) goToSite(option.value);
          }}
        />
      </div>
      <div className="switcher">
        <Select<Option>
          label="Acting as"
          spacing="compact"
          options={userOptions}
          value={userOptions.find((option) => option.value === user?.accountId) ?? null}
          onChange={(option) => {
            if (option !== null) actAs(option.value);
          }}
        />
      </div>
      {user !== null && <Avatar name={user.displayName} />}
    </>
  );
}
