import { z } from 'zod';
import { ModelFigures } from '../../contract/predictions';
import { Figure } from '../../contract/signals';
import type { Table } from '../../prediction/table';
import { signalTable } from './signal-table';
import { SignalRule } from './signals-kept';

/** What is kept with a model. */
export const ModelReport = ModelFigures.extend({
  /** Probabilities of rows that it never saw, a hundred of them by rank: what today's are held against. */
  spread: z.array(z.number()),
  /** What could be known of accounts at the looks. */
  figures: z.array(Figure).default([]),
  /** The signals that it learned from, where it learned from nothing else. */
  signals: z.array(z.object({ words: z.string(), rule: SignalRule })).default([]),
});
export type ModelReport = z.infer<typeof ModelReport>;

/** What of the looks can be asked about. */
export const figuresIn = ({ columns }: Table): Figure[] =>
  columns.map((column) => ({ name: column.name, levels: column.kind === 'category' ? [...column.levels] : null }));

/** The table that the model of a report sees. */
export const seenBy = ({ basis, signals }: Pick<ModelReport, 'basis' | 'signals'>, table: Table): Table =>
  basis === 'all' ? table : signalTable(signals, table);
