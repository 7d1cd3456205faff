/** What becomes of an export: it completes, fails, never ends, completes with its last bytes cut off, or is forgotten. */
export type ExportFate = 'complete' | 'fail' | 'stall' | 'truncate' | 'lose';
export type ResponseFault = { readonly status: 401 | 403 | 409 | 429 | 500 | 502 | 503; readonly retryAfterSeconds?: number };

/** Known bad manners of the reporting API. Those that are queues apply once each, in order. */
export type Quirks = {
  /** Status polls that answer QUEUED, then as many that answer IN_PROGRESS, before an export is done. */
  exportPolls: number;
  nextExports: ExportFate[];
  /** Answers to the next requests, whatever they ask. */
  nextResponses: ResponseFault[];
  /** Hrefs are host-relative and lack the `/marketplace` prefix (`documented`), lack `/rest/3` too, or have `/export` twice. */
  hrefs: 'documented' | 'without-version' | 'doubled-export';
  /** Old licences come back whatever the dates asked for, as a second copy without data insights. */
  repeatsOldLicences: boolean;
  /** Exports bring every so-manieth row twice, and in no order; 0: as they should be. */
  repeatsEvery: number;
  /** Pages and counts of the reports answer 502: they are known to for large vendors. */
  pagesFail: boolean;
};

export const WELL_BEHAVED: Quirks = {
  exportPolls: 1,
  nextExports: [],
  nextResponses: [],
  hrefs: 'documented',
  repeatsOldLicences: false,
  repeatsEvery: 0,
  pagesFail: false,
};
