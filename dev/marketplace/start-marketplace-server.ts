import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { refusal, type Answer, type Ask } from './answer';
import { WELL_BEHAVED, type Quirks } from './quirks';
import type { Reporting } from './reporting';
import { answer } from './routes';
import { sideReports, type SideReport } from './side-reports';
import { keyOf, type MarketplaceVendor, type Report, type Row } from './vendor';

export type MarketplaceOptions = {
  /** 0 picks a free one. */
  readonly port: number;
  readonly vendor: MarketplaceVendor;
  readonly email: string;
  readonly token: string;
  readonly now: () => number;
  readonly quirks?: Partial<Quirks>;
};
export type MarketplaceServer = {
  /** Origin, without a path: requests go to `${url}/marketplace/rest/3/…`. */
  readonly url: string;
  stop(): Promise<void>;
  setQuirks(quirks: Partial<Quirks>): void;
  /** Adds a row or replaces the one with its key; `visibleAt` (ms) holds it back until then. */
  upsert(report: Report, row: Row, visibleAt?: number): void;
  /** Changes every so-manieth row from a place on, in its place: for many at once. */
  replaceEvery(report: Report, every: number, from: number, change: (row: Row) => Row): void;
  /** Takes the row with that key out of history; false if there was none. Key: entitlement id, or `transactionId/lineItemId`. */
  remove(report: Report, key: string): boolean;
  /** Puts rows in the place of a report other than licences and transactions. */
  setRows(report: SideReport, rows: readonly Row[]): void;
  /** What a report holds now: what a sync has to end with. */
  rows(report: Report | SideReport): readonly Row[];
  /** Requests answered so far, by method and path without identifiers. */
  requests(): readonly { readonly method: string; readonly path: string; readonly status: number }[];
};

/** The vendor-facing reporting API, version 3, on 127.0.0.1. */
export async function startMarketplaceServer({
  port,
  vendor,
  email,
  token,
  now,
  quirks = {},
}: MarketplaceOptions): Promise<MarketplaceServer> {
  const stored = (rows: readonly Row[]) => rows.map((row) => ({ row, visibleAt: -Infinity }));
  const reporting: Reporting = {
    vendor,
    side: sideReports(vendor),
    reports: { licenses: stored(vendor.licences), transactions: stored(vendor.transactions) },
    exports: new Map(),
    now,
    quirks: copied({ ...WELL_BEHAVED, ...quirks }),
  };
  const expected = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  const requests: { method: string; path: string; status: number }[] = [];

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const given = faultOf(reporting) ?? answered(request, { method, path: pathname, params: searchParams, body });
      requests.push({ method, path: pathname, status: given.status });
      send(request, response, given);
    });
  });
  const answered = (request: IncomingMessage, ask: Omit<Ask, 'accept'>): Answer => {
    if (request.headers.authorization !== expected) return refusal(401, 'Basic authentication with a valid API token is required');
    return answer(reporting, { ...ask, accept: request.headers.accept ?? '' });
  };

  // Client and server may share a busy thread: a connection closed for idleness meanwhile would look like a network error.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
    setQuirks: (changed) => {
      reporting.quirks = copied({ ...reporting.quirks, ...changed });
    },
    upsert: (report, row, visibleAt = -Infinity) => {
      const rows = reporting.reports[report];
      const index = rows.findIndex((known) => keyOf(report, known.row) === keyOf(report, row));
      rows.splice(index === -1 ? rows.length : index, 1, { row, visibleAt });
    },
    replaceEvery: (report, every, from, change) => {
      const rows = reporting.reports[report];
      for (let index = from; index < rows.length; index += every) {
        const known = rows[index];
        if (known !== undefined) rows[index] = { ...known, row: change(known.row) };
      }
    },
    remove: (report, key) => {
      const rows = reporting.reports[report];
      const index = rows.findIndex(({ row }) => keyOf(report, row) === key);
      if (index !== -1) rows.splice(index, 1);
      return index !== -1;
    },
    setRows: (report, rows) => {
      reporting.side[report] = [...rows];
    },
    rows: (report) =>
      report === 'licenses' || report === 'transactions' ? reporting.reports[report].map(({ row }) => row) : reporting.side[report],
    requests: () => requests,
  };
}

/** The queues are consumed here, so the caller's own lists stay as they are. */
function copied(quirks: Quirks): Quirks {
  return { ...quirks, nextExports: [...quirks.nextExports], nextResponses: [...quirks.nextResponses] };
}

function faultOf({ quirks }: Reporting): Answer | null {
  const fault = quirks.nextResponses.shift();
  if (fault === undefined) return null;
  const headers = fault.retryAfterSeconds === undefined ? undefined : { 'retry-after': String(fault.retryAfterSeconds) };
  return refusal(fault.status, fault.status === 429 ? 'Too many requests' : 'The service is unavailable', headers);
}

function send(request: IncomingMessage, response: ServerResponse, { status, type, body, headers = {} }: Answer): void {
  const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const bytes = zipped ? gzipSync(body) : Buffer.from(body);
  response.writeHead(status, {
    ...headers,
    'content-type': type,
    'content-length': String(bytes.byteLength),
    ...(zipped ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(bytes);
}
