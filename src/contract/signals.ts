import { z } from 'zod';
import { CatalogueAnswer } from './segments';
import { LearningBasis, PredictedOutcome, PredictionsAnswer } from './predictions';

/** What the editor of signals asks. Conditions travel as they are written: the resolver parses what comes, and says what is wrong in words. */
const Key = z.string().min(1).max(64);
const Group = z.string().trim().max(60);

/** Something that is known of every account at a look. `levels`: the texts that it can be; null for a number. */
export const Figure = z.object({ name: z.string(), levels: z.array(z.string()).nullable() });
export type Figure = z.infer<typeof Figure>;

/** `key`: the signal that it is derived from. */
export const SignalBuilderRequest = z.strictObject({ outcome: PredictedOutcome, key: Key.nullable().default(null) });
export type SignalBuilderRequest = z.infer<typeof SignalBuilderRequest>;
export const SignalBuilderAnswer = z.object({
  asOfDay: z.string(),
  /** Empty before anything was learned. */
  figures: z.array(Figure),
  /** What else the past knows by day. */
  events: CatalogueAnswer.shape.events,
  stages: CatalogueAnswer.shape.stages,
  formerStages: CatalogueAnswer.shape.formerStages,
  /** Of accounts. */
  segments: CatalogueAnswer.shape.segments,
  begin: z.object({ words: z.string(), group: z.string(), condition: z.unknown() }).nullable(),
});
export type SignalBuilderAnswer = z.infer<typeof SignalBuilderAnswer>;

export const WrittenSignal = z.strictObject({
  outcome: PredictedOutcome,
  derivedFrom: Key.nullable(),
  group: Group,
  condition: z.unknown(),
});
export type WrittenSignal = z.infer<typeof WrittenSignal>;
/** `path` is the place in the condition, such as `of[1].value`; empty for all of it. */
export const SignalSaveAnswer = z.union([
  z.object({ key: z.string() }),
  z.object({ problems: z.array(z.object({ path: z.string(), message: z.string() })).min(1) }),
]);
export type SignalSaveAnswer = z.infer<typeof SignalSaveAnswer>;

export const signalCalls = {
  signalBuilder: { input: SignalBuilderRequest, output: SignalBuilderAnswer },
  signalSave: { input: WrittenSignal, output: SignalSaveAnswer },
  /** Only one that was written by hand. */
  signalRemove: { input: z.strictObject({ outcome: PredictedOutcome, key: Key }), output: PredictionsAnswer },
  learnFrom: { input: z.strictObject({ outcome: PredictedOutcome, basis: LearningBasis }), output: PredictionsAnswer },
  signalGroup: { input: z.strictObject({ outcome: PredictedOutcome, key: Key, group: Group }), output: PredictionsAnswer },
} as const;
