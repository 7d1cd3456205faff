import { z } from 'zod';
import { PropertyType, SubjectKind } from '../segments/value';
import { PropertyValueShape } from './profiles';

/** Rows in one call: what a call may carry, at a few hundred bytes each. */
export const MAX_IMPORT_ROWS = 1_000;

/** `account`: entitlement number or id. `user`: the id that destinations know. What the kind does not need is null. */
export const ImportRow = z.strictObject({
  /** Of the file, for telling what is wrong with it. */
  line: z.number().int().min(1),
  account: z.string().max(150).nullable(),
  user: z.string().max(150).nullable(),
  /** In the order of the properties; null leaves what is there. */
  values: z.array(PropertyValueShape.nullable()).max(100),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ProfileImport = z.strictObject({
  kind: SubjectKind,
  properties: z
    .array(z.strictObject({ key: z.string().trim().min(1).max(100), type: PropertyType }))
    .min(1)
    .max(100),
  rows: z.array(ImportRow).min(1).max(MAX_IMPORT_ROWS),
  /** Only says what would change. */
  isTrial: z.boolean(),
});
export type ProfileImport = z.infer<typeof ProfileImport>;

export const ImportOutcome = z.union([
  z.object({
    changed: z.number().int(),
    unchanged: z.number().int(),
    /** Rows that were left out, and why. */
    aside: z.array(z.object({ line: z.number().int(), problem: z.string() })),
  }),
  /** Nothing of the piece was taken in. */
  z.object({ problem: z.string() }),
]);
export type ImportOutcome = z.infer<typeof ImportOutcome>;

/** One page, with tags by hand and by rule; `next` is where the following one begins, null at the end. Sensitive properties are left out. */
export const ProfileExport = z.object({
  rows: z.array(
    z.object({
      account: z.string(),
      company: z.string(),
      user: z.string(),
      tags: z.array(z.string()),
      values: z.record(z.string(), PropertyValueShape),
    }),
  ),
  next: z.string().nullable(),
});
export type ProfileExport = z.infer<typeof ProfileExport>;

export const profileFileCalls = {
  importProfiles: { input: ProfileImport, output: ImportOutcome },
  exportProfiles: {
    input: z.strictObject({ kind: SubjectKind, after: z.string().max(60).nullable().default(null) }),
    output: ProfileExport,
  },
} as const;
