import { z } from 'zod';
import type { Overview } from '../contract/overview';
import { type ChartChoice, readChartChoice } from '../contract/embed';
import type { AdoptionAnswer, LifecycleAnswer, RetentionAnswer } from '../contract/engagement';
import type { RevenueBridge } from '../contract/revenue-movements';
import { type ChartDocument, chartDocument, sentenceDocument } from './chart-document';
import { activesTable, adoptionTable, type ChartTable, lifecycleTable, mrrTable, payingUsingTable, retentionTable } from './chart-table';

/** Where the charts of the console get their figures from. */
export type ChartFigures = {
  readonly overview: (choice: ChartChoice) => Promise<Overview>;
  readonly bridge: (choice: ChartChoice) => Promise<RevenueBridge>;
  readonly adoption: (choice: ChartChoice) => Promise<AdoptionAnswer>;
  readonly retention: (choice: ChartChoice) => Promise<RetentionAnswer>;
  readonly lifecycle: (choice: ChartChoice) => Promise<LifecycleAnswer>;
  /** What stages are called. */
  readonly stageNames: () => Promise<(key: string) => string>;
};

const Kept = z.object({ config: z.record(z.string(), z.unknown()) });
/** The macro's settings lie in another place for each kind of export. */
const Exported = z.object({
  exportType: z.string().optional().catch(undefined),
  extensionPayload: Kept.optional().catch(undefined),
  context: z
    .object({ config: z.record(z.string(), z.unknown()).optional().catch(undefined), extension: Kept.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** Files that somebody asked for. What Confluence renders for itself, it may keep and show to others. */
const FILES: readonly (string | undefined)[] = ['pdf', 'word'];

const NOT_FOR_ALL =
  'The figures of this chart are printed only for people who may open the Tidemark console: Jira administrators, and the group that they picked.';
const NOT_IN_A_FILE = 'A Tidemark chart stands here. Open the page to see it, or export it to PDF or Word.';
const FAILED = 'The figures of this chart could not be read. Export the page again in a moment.';

/**
 * What stands in an exported page for a chart. Figures are read only after `mayOpen` has said yes for whoever exports; whatever else
 * happens, a sentence stands in their place and the export goes on.
 */
export async function exportedChart(
  asked: unknown,
  mayOpen: () => Promise<boolean>,
  figures: ChartFigures,
  onFailure: (error: unknown) => void,
): Promise<ChartDocument> {
  const parsed = Exported.safeParse(asked);
  const { exportType, extensionPayload, context } = parsed.success ? parsed.data : {};
  if (!FILES.includes(exportType)) return sentenceDocument(NOT_IN_A_FILE);
  try {
    if (!(await mayOpen())) return sentenceDocument(NOT_FOR_ALL);
  } catch {
    // Nobody may stand behind an export; the product then does not say what they may.
    return sentenceDocument(NOT_FOR_ALL);
  }
  try {
    const choice = readChartChoice(extensionPayload?.config ?? context?.config ?? context?.extension?.config);
    return chartDocument(await tableOf(choice, figures));
  } catch (error) {
    onFailure(error);
    return sentenceDocument(FAILED);
  }
}

async function tableOf(choice: ChartChoice, figures: ChartFigures): Promise<ChartTable> {
  const named = await withStageNames(choice, figures);
  switch (choice.chart) {
    case 'actives':
      return activesTable(await figures.overview(choice), named);
    case 'payingUsing':
      return payingUsingTable(await figures.overview(choice), named);
    case 'mrr':
      return mrrTable(await figures.bridge(choice), named);
    case 'adoption':
      return adoptionTable(await figures.adoption(choice), named);
    case 'retention':
      return retentionTable(await figures.retention(choice), named);
    case 'lifecycle':
      return lifecycleTable(await figures.lifecycle(choice), named);
  }
}

/** A choice as it is written on paper. */
async function withStageNames(choice: ChartChoice, { stageNames }: ChartFigures): Promise<ChartChoice> {
  const { stage } = choice.filter;
  if (stage === undefined) return choice;
  const nameOf = await stageNames();
  return { ...choice, filter: { ...choice.filter, stage: stage.map((key) => (key === null ? null : nameOf(key))) } };
}
