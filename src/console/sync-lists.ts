import type { AsidePage, AsideRequest, ChangesPage, ChangesRequest, UnmatchedPage, UnmatchedRequest } from '../contract/sync';
import { unpackRaw } from '../marketplace/raw-text';
import { storedSale } from '../marketplace/stored-sale';
import { dayFromNumber } from '../platform/days';
import type { SqlPort } from '../platform/ports';
import { changeLog } from '../store/queries/sync-changes';
import type { RowNames } from '../store/queries/sync-changes';
import { asidePacked, asidePage } from '../store/queries/sync-screen-aside';
import { rowsOfEntitlement } from '../store/queries/sync-screen-named-rows';
import { unmatchedAccounts, unmatchedLicences } from '../store/queries/sync-unmatched';
import { reportNamed } from './sync';

type Ports = { readonly sql: SqlPort };
const CHANGES_PAGE = 50;
/** What a row's key may begin with before the name that people know it by. */
const KEY_KINDS = ['', 'entitlement:', 'number:', 'addon-licence:', 'licence:'];

/** What changed in the rows of the Marketplace, the newest first. A report that nobody knows has none. */
export async function changesPage({ sql }: Ports, { report, key, beforeId }: ChangesRequest): Promise<ChangesPage> {
  const feed = report === null ? null : reportNamed(report);
  if (feed === undefined) return { rows: [], nextBeforeId: null };
  const named = await namesOf(sql, key.trim());
  const found = await changeLog(sql, { feed, beforeId, limit: CHANGES_PAGE + 1, named });
  const rows = found.slice(0, CHANGES_PAGE);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      report: row.feed,
      key: row.rowKey,
      version: row.version,
      kind: row.kind,
      at: row.changedAt,
      fields: [...row.changes],
    })),
    nextBeforeId: found.length > rows.length ? (rows.at(-1)?.id ?? null) : null,
  };
}

async function namesOf(sql: SqlPort, key: string): Promise<RowNames | null> {
  if (key === '') return null;
  return { prefixes: KEY_KINDS.map((kind) => `${kind}${key}`), keys: await rowsOfEntitlement(sql, key, storedSale) };
}

/** Rows that could not be read, the newest first, without what they say. */
export async function listAside({ sql }: Ports, { report, page, pageSize }: AsideRequest): Promise<AsidePage> {
  const feed = report === null ? null : reportNamed(report);
  if (feed === undefined) return { rows: [], total: 0 };
  const { rows, total } = await asidePage(sql, { feed, page, pageSize });
  return {
    rows: rows.map(({ feed: name, rowKey, lastSeenRun, ...row }) => ({
      ...row,
      report: name,
      key: rowKey,
      lastSeenAt: new Date(lastSeenRun * 1000).toISOString(),
    })),
    total,
  };
}

/** A row in quarantine as the Marketplace sent it, laid out to be read; null when it was let go since. */
export async function asideText({ sql }: Ports, id: number): Promise<string | null> {
  const packed = await asidePacked(sql, id);
  return packed === null ? null : JSON.stringify(JSON.parse(unpackRaw(packed)), null, 2);
}

/** What was not brought together, by id. */
export async function unmatchedPage({ sql }: Ports, { kind, afterId, pageSize }: UnmatchedRequest): Promise<UnmatchedPage> {
  switch (kind) {
    case 'licences': {
      const rows = await unmatchedLicences(sql, { afterId, limit: pageSize });
      const shown = rows.map(({ id, company, entitlementNumber, cloudId, addonKey, reason }) => ({
        ...{ id, company, entitlementNumber, cloudId, reason },
        appKey: addonKey,
        lastDay: null,
      }));
      return { rows: shown, nextAfterId: rows.length < pageSize ? null : (rows.at(-1)?.id ?? null) };
    }
    case 'apps': {
      const rows = await unmatchedAccounts(sql, { afterId, limit: pageSize });
      const shown = rows.map(({ accountId, entitlementNumber, cloudId, appKey, lastEventDay, reason }) => ({
        ...{ id: accountId, company: null, entitlementNumber, cloudId, appKey, reason },
        lastDay: dayFromNumber(lastEventDay),
      }));
      return { rows: shown, nextAfterId: rows.length < pageSize ? null : (rows.at(-1)?.accountId ?? null) };
    }
  }
}
