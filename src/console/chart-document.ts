import type { ChartTable } from './chart-table';

/** As much of the Atlassian document format as a chart's figures need. */
export type DocumentNode = {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, string | number | boolean>>;
  readonly content?: readonly DocumentNode[];
  readonly text?: string;
};
export type ChartDocument = { readonly version: 1; readonly type: 'doc'; readonly content: readonly DocumentNode[] };

/** A chart as heading, sentence and table: an exported page runs no script that could draw it. */
export function chartDocument({ title, note, headings, rows }: ChartTable): ChartDocument {
  const heading: DocumentNode = { type: 'heading', attrs: { level: 3 }, content: words(title) };
  if (rows.length === 0) return document([heading, paragraph(note), paragraph('There is nothing to show yet.')]);
  const table: DocumentNode = {
    type: 'table',
    attrs: { isNumberColumnEnabled: false, layout: 'default' },
    content: [row(headings, 'tableHeader'), ...rows.map((cells) => row(cells, 'tableCell'))],
  };
  return document([heading, paragraph(note), table]);
}

/** A sentence in the chart's place. */
export const sentenceDocument = (text: string): ChartDocument => document([paragraph(text)]);

const document = (content: readonly DocumentNode[]): ChartDocument => ({ version: 1, type: 'doc', content });
const paragraph = (text: string): DocumentNode => ({ type: 'paragraph', content: words(text) });
const row = (cells: readonly string[], type: 'tableHeader' | 'tableCell'): DocumentNode => ({
  type: 'tableRow',
  content: cells.map((cell) => ({ type, attrs: {}, content: [paragraph(cell)] })),
});
/** A text node must not be empty. */
const words = (text: string): DocumentNode[] => (text === '' ? [] : [{ type: 'text', text }]);
