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

export const syncCalls = {
  sync: { input: z.strictObject({}), output: SyncReport },
  testConnection: { input: z.strictObject({}), output: ConnectionCheck },
  /** Asks for a pass now; of every report that is not paused when `report` is null. A report without updates is read whole. */
  readNow: { input: z.strictObject({ report: ReportName.nullable(), pass: PassName }), output: SyncReport },
  pauseReport: { input: z.strictObject({ report: ReportName, paused: z.boolean() }), output: SyncReport },
} as const;
