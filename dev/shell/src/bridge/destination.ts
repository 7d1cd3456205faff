import { issuePath, modulePath, pagePath, placeOfModule } from '../routing/route';
import type { ApiModule } from '../../../api';
import { textField } from './payload';

/**
 * Where a `navigate` of an app leads on this host, null when the host has no such page. Product addresses (`/browse/KEY`,
 * `/wiki/…/pages/ID`) become the site's pages here; addresses on the web stay as they are.
 */
export function destinationOf(location: unknown, site: string, modules: readonly ApiModule[]): string | null {
  const url = textField(location, 'url');
  if (url !== null) return destinationOfUrl(url, site);
  switch (textField(location, 'target')) {
    case 'issue': {
      const key = textField(location, 'issueKey');
      return key === null ? null : issuePath(site, key);
    }
    case 'contentView':
    case 'contentEdit': {
      const id = textField(location, 'contentId');
      return id === null ? null : pagePath(site, id);
    }
    case 'module': {
      const key = textField(location, 'moduleKey');
      const module = modules.find((candidate) => candidate.key === key);
      const place = module === undefined ? null : placeOfModule(module.type);
      return module === undefined || place === null ? null : modulePath(site, place, module.key);
    }
    default:
      return null;
  }
}

function destinationOfUrl(url: string, site: string): string | null {
  const issue = /^\/browse\/([^/?#]+)/.exec(url)?.[1];
  if (issue !== undefined) return issuePath(site, issue);
  const page = /^\/wiki\/(?:.*\/)?pages\/([^/?#]+)/.exec(url)?.[1];
  if (page !== undefined) return pagePath(site, page);
  if (url.startsWith('/site/')) return url;
  return /^https?:\/\//.test(url) ? url : null;
}
