import { type ChartChoice, type GadgetChoice, readChartChoice, readGadgetChoice } from '../../src/contract/embed';

/** What the product wants to be shown here, and what it keeps for this gadget or chart. */
export type Place =
  | { readonly kind: 'gadget' | 'gadget-form'; readonly choice: GadgetChoice }
  | { readonly kind: 'chart' | 'chart-form'; readonly choice: ChartChoice };

/**
 * Reads the context's `extension`: Jira tells a gadget's edit view by its entry point, Confluence says that a macro is being configured.
 * One page serves all four.
 */
export function placeOf(extension: Readonly<Record<string, unknown>>): Place {
  if (extension.type === 'macro') {
    const choice = readChartChoice(extension.config);
    return { kind: isConfiguring(extension.macro) ? 'chart-form' : 'chart', choice };
  }
  const choice = readGadgetChoice(extension.gadgetConfiguration);
  return { kind: extension.entryPoint === 'edit' ? 'gadget-form' : 'gadget', choice };
}

const isConfiguring = (macro: unknown): boolean =>
  typeof macro === 'object' && macro !== null && 'isConfiguring' in macro && macro.isConfiguring === true;
