import Lozenge from '@atlaskit/lozenge';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import type { ApiSite } from '../../../api';
import { postToHost } from '../host/api';
import { useAct } from '../host/use-act';
import { Link } from '../routing/location';
import { linksOfSite } from '../routing/route';
import type { SectionProps } from './section-props';
import { PlainTable, SectionPage } from './parts';
import { appKeysOf, matchesSearch, startLinksOf } from './site-list';

export function SitesSection({ sites, status }: SectionProps) {
  const [search, setSearch] = useState('');
  const all = sites.value?.sites ?? [];
  const customers = all.filter((site) => site.role === 'customer' && matchesSearch(site, search));
  const unsupported = [...new Set(all.flatMap((site) => site.unsupported))].sort();
  return (
    <SectionPage title="Sites" about="Each site has its own install of the app: its own storage, licence and switches.">
      <div className="cards">
        {startLinksOf(sites.value).map((link, index) => (
          <Link key={link.href} className={index === 0 ? 'start-card start-card-first' : 'start-card'} href={link.href}>
            <span className="start-card-label">{link.label}</span>
            <span className="quiet small">{link.href}</span>
          </Link>
        ))}
      </div>
      <div className="toolbar">
        <label htmlFor="site-search">Search sites</label>
        <div className="search">
          <Textfield
            id="site-search"
            isCompact
            placeholder="Name, entitlement or licence"
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
            }}
          />
        </div>
        <span className="quiet" role="status">
          {customers.length} of {all.filter((site) => site.role === 'customer').length} customer sites
        </span>
      </div>
      <PlainTable
        label="Customer sites"
        rows={customers}
        rowKey={(site) => site.slug}
        empty={sites.value === null ? 'Loading the sites…' : 'No site matches.'}
        columns={[
          { heading: 'Site', cell: (site) => <SiteName site={site} /> },
          { heading: 'Open', cell: (site) => <SiteLinks site={site} /> },
          { heading: 'Licence', cell: (site) => <Licence site={site} /> },
          { heading: 'Users', isNumber: true, cell: (site) => site.users.length },
          {
            heading: 'Analytics egress',
            cell: (site) => <EgressSwitch site={site} appKeys={appKeysOf(site, status.value)} onDone={sites.refresh} />,
          },
        ]}
      />
      {unsupported.length > 0 && <p className="quiet">The app declares what this host does not emulate: {unsupported.join(', ')}.</p>}
    </SectionPage>
  );
}

function SiteName({ site }: { site: ApiSite }) {
  return (
    <>
      <div className="strong">{site.name}</div>
      <div className="quiet small">{site.slug}</div>
    </>
  );
}

function SiteLinks({ site }: { site: ApiSite }) {
  return (
    <span className="link-row">
      {linksOfSite(site).map((link) => (
        <Link key={link.href} href={link.href} aria-label={`${site.name}: ${link.label}`}>
          {link.label}
        </Link>
      ))}
    </span>
  );
}

function Licence({ site }: { site: ApiSite }) {
  if (site.license === null) return <span className="quiet">None (free)</span>;
  return (
    <>
      <Lozenge appearance={site.license.active ? 'success' : 'removed'}>{site.license.active ? 'active' : 'inactive'}</Lozenge>{' '}
      <span className="small">{site.license.type.toLowerCase()}</span>
      {site.license.entitlement !== null && <div className="quiet small">{site.license.entitlement}</div>}
    </>
  );
}

/** The administrator's switch "Manage access to analytics", for every app on the site. */
function EgressSwitch({ site, appKeys, onDone }: { site: ApiSite; appKeys: readonly string[]; onDone: () => void }) {
  const { busy, act } = useAct();
  return (
    <label className="switch-label">
      <input
        type="checkbox"
        role="switch"
        className="uikit-toggle"
        aria-label={`Analytics egress of ${site.name}`}
        checked={site.allowAnalyticsEgress}
        disabled={busy || appKeys.length === 0}
        onChange={(event) => {
          const allow = event.target.checked;
          act(async () => {
            for (const appKey of appKeys) await postToHost('egress', { site: site.slug, appKey, allow });
            onDone();
          });
        }}
      />
      {site.allowAnalyticsEgress ? 'on' : 'off'}
    </label>
  );
}
