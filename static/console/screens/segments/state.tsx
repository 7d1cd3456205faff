import type { SegmentRow } from '../../../../src/contract/segments';
import { stateWords } from './words';

/** How a segment stands, with what is wrong with it. */
export function State({ row }: { row: Pick<SegmentRow, 'state' | 'isComputing' | 'trouble'> }) {
  const { word, tone, why } = stateWords(row);
  return (
    <>
      <span className={`status ${tone}`}>{word}</span>
      {why === '' || row.state === 'archived' ? null : <span className="row-note">{why}</span>}
    </>
  );
}
