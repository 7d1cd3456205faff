import { z } from 'zod';

/** What the sync screen of the vendor's console asks. Instants are ISO, durations seconds. A report is named as the store names it. */
export const ReportName = z.string().min(1).max(20);
export const PassName = z.enum(['delta', 'full']);
export type PassName = z.infer<typeof PassName>;

/**
 * `waiting`: not read yet, asked for, or left unfinished by somebody, for the next plan. `stopping`: paused, but still reading
 * its piece. `resting`: it failed and is tried again within the hour. `done`: nothing to do until it is due.
 */
export const ReportState = z.enum(['waiting', 'running', 'stopping', 'done', 'resting', 'paused']);
export type ReportState = z.infer<typeof ReportState>;

export const ReportStanding = z.object({
  report: ReportName,
  title: z.string(),
  state: ReportState,
  /** The pass that is under way, left unfinished, or asked for. */
  pass: PassName.nullable(),
  /** Pieces of that pass: how many are read, of how many; null before they are laid out. More may turn up when one is too large. */
  pieces: z.object({ done: z.number().int(), all: z.number().int() }).nullable(),
  /** Rows that are stored and not gone. */
  rows: z.number().int(),
  setAside: z.number().int(),
  last: z
    .object({
      pass: PassName,
      read: z.number().int(),
      changed: z.number().int(),
      seconds: z.number(),
      doneAt: z.string(),
    })
    .nullable(),
  /** Everything that the Marketplace said up to this instant is stored; null before the first pass came to its end. */
  completeAt: z.string().nullable(),
  /** When it is due next; null where that hangs on something else. */
  nextAt: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string(), at: z.string() }).nullable(),
  /** False: the report can only be read whole. */
  hasUpdates: z.boolean(),
});
export type ReportStanding = z.infer<typeof ReportStanding>;

const Code = z.object({ code: z.string() });
/** A sentence; what is to be typed as it is stands apart. */
export const Sentence = z.array(z.union([z.string(), Code]));
export type Sentence = z.infer<typeof Sentence>;

/** How the app gets at the reports. No value of a variable is ever in it. */
export const Connection = z.object({
  isComplete: z.boolean(),
  variables: z.array(z.object({ name: z.string(), isSet: z.boolean(), isEncrypted: z.boolean(), meaning: z.string() })),
  steps: z.array(z.object({ text: Sentence, commands: z.array(z.string()) })),
  policy: z.array(z.string()),
});
export type Connection = z.infer<typeof Connection>;

export const UnknownValueRow = z.object({ report: z.string(), field: z.string(), value: z.string(), rows: z.number().int() });
export type UnknownValueRow = z.infer<typeof UnknownValueRow>;

export const SyncReport = z.object({
  /** False: only an admin can start, pause, test, import and see rows that were set aside. */
  canChange: z.boolean(),
  generatedAt: z.string(),
  connection: Connection,
  reports: z.array(ReportStanding),
  /** Rows of which destinations were not told yet. */
  toTell: z.number().int(),
  unknown: z.array(UnknownValueRow),
});
export type SyncReport = z.infer<typeof SyncReport>;

/** What became of one question to the Marketplace. `later`: it could not answer just now. */
export const ConnectionCheck = z.object({
  works: z.boolean(),
  checks: z.array(z.object({ name: z.string(), outcome: z.enum(['works', 'refused', 'later', 'not-asked']), words: z.string() })),
});
export type ConnectionCheck = z.infer<typeof ConnectionCheck>;

/** The newest changes of rows, before an id for the next page. `key` is the start of a row's key, or an entitlement's id or number. */
export const ChangesRequest = z.strictObject({
  report: ReportName.nullable().default(null),
  key: z.string().max(160).default(''),
  beforeId: z.number().int().positive().nullable().default(null),
});
export type ChangesRequest = z.infer<typeof ChangesRequest>;

/** `from` and `to` are JSON texts, null for nothing; both are null where a person is named, because the log names nobody. */
const FieldChange = z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() });
export type FieldChange = z.infer<typeof FieldChange>;
export const ChangeRow = z.object({
  id: z.number().int(),
  report: z.string(),
  key: z.string(),
  version: z.number().int(),
  /** `gone`: the Marketplace no longer has the row; `back`: it has it again. */
  kind: z.enum(['changed', 'gone', 'back']),
  at: z.string(),
  fields: z.array(FieldChange),
});
export type ChangeRow = z.infer<typeof ChangeRow>;
export const ChangesPage = z.object({ rows: z.array(ChangeRow), nextBeforeId: z.number().int().nullable() });
export type ChangesPage = z.infer<typeof ChangesPage>;

export const AsideRequest = z.strictObject({
  report: ReportName.nullable().default(null),
  page: z.number().int().min(0).max(10_000).default(0),
  pageSize: z.number().int().min(1).max(200).default(25),
});
export type AsideRequest = z.infer<typeof AsideRequest>;
/** A row that could not be read. `reason` holds no value of the row. */
export const AsideRow = z.object({
  id: z.number().int(),
  report: z.string(),
  key: z.string().nullable(),
  reason: z.string(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
});
export type AsideRow = z.infer<typeof AsideRow>;
export const AsidePage = z.object({ rows: z.array(AsideRow), total: z.number().int() });
export type AsidePage = z.infer<typeof AsidePage>;

/** `licences`: without an app that reports. `apps`: that report without a licence. */
export const UnmatchedKind = z.enum(['licences', 'apps']);
export type UnmatchedKind = z.infer<typeof UnmatchedKind>;
/** Why a licence and an app that reports were not brought together, the likeliest first. */
export const UnmatchedReason = z.enum([
  'no-site',
  'internal',
  'sandbox',
  'data-center',
  'ended',
  'other-app-key',
  'other-entitlement',
  'no-heartbeat',
  'no-licence',
]);
export type UnmatchedReason = z.infer<typeof UnmatchedReason>;
export const UnmatchedRequest = z.strictObject({
  kind: UnmatchedKind,
  afterId: z.number().int().min(0).default(0),
  pageSize: z.number().int().min(1).max(200).default(50),
});
export type UnmatchedRequest = z.infer<typeof UnmatchedRequest>;
export const UnmatchedRow = z.object({
  id: z.number().int(),
  company: z.string().nullable(),
  entitlementNumber: z.string().nullable(),
  cloudId: z.string().nullable(),
  appKey: z.string(),
  /** The UTC day on which the app was heard of last; null for a licence. */
  lastDay: z.string().nullable(),
  reason: UnmatchedReason,
});
export type UnmatchedRow = z.infer<typeof UnmatchedRow>;
export const UnmatchedPage = z.object({ rows: z.array(UnmatchedRow), nextAfterId: z.number().int().nullable() });
export type UnmatchedPage = z.infer<typeof UnmatchedPage>;

/** Reports that can be brought in from a file. */
export const ImportReport = z.enum(['licences', 'transactions']);
export type ImportReport = z.infer<typeof ImportReport>;
const ImportTrouble = z.object({ line: z.number().int(), problem: z.string() });
export type ImportTrouble = z.infer<typeof ImportTrouble>;
/** `line` counts from 1 within the piece: lines of a table, rows of a JSON list. Of a wrong file nothing was stored. */
export const ImportOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('imported'),
    read: z.number().int(),
    changed: z.number().int(),
    /** The first of the rows that were set aside, and how many there are. */
    aside: z.array(ImportTrouble),
    asideTotal: z.number().int(),
  }),
  z.object({ kind: z.literal('wrong-file'), line: z.number().int(), problem: z.string() }),
]);
export type ImportOutcome = z.infer<typeof ImportOutcome>;
/** A larger file goes in pieces, each a file of its own: a piece of a table repeats the first line. */
export const MAX_PIECE_CHARACTERS = 400_000;

export const syncCalls = {
  sync: { input: z.strictObject({}), output: SyncReport },
  testConnection: { input: z.strictObject({}), output: ConnectionCheck },
  /** Asks for a pass now; of every report that is not paused when `report` is null. A report without updates is read whole. */
  readNow: { input: z.strictObject({ report: ReportName.nullable(), pass: PassName }), output: SyncReport },
  pauseReport: { input: z.strictObject({ report: ReportName, paused: z.boolean() }), output: SyncReport },
  changes: { input: ChangesRequest, output: ChangesPage },
  aside: { input: AsideRequest, output: AsidePage },
  /** A row as the Marketplace sent it, with whoever it names; null when it has been read since. */
  asideRaw: { input: z.strictObject({ id: z.number().int().positive() }), output: z.object({ text: z.string().nullable() }) },
  unmatched: { input: UnmatchedRequest, output: UnmatchedPage },
  importPiece: { input: z.strictObject({ report: ImportReport, text: z.string().max(MAX_PIECE_CHARACTERS) }), output: ImportOutcome },
  /** After the last piece, also of an import that was broken off: accounts get what came in. */
  importDone: { input: z.strictObject({}), output: z.object({}) },
} as const;
