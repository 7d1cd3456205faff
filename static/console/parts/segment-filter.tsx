import type { AccountFilterAnswer } from '../../../src/contract/account-filter';
import { goneName, MOST_BESIDE } from './beside';
import { CheckListPopup } from './check-list-popup';

type SegmentsProps = {
  readonly segments: AccountFilterAnswer['segments'];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
};

/** Accounts that are in one of the chosen segments, or have a user in it. */
export function SegmentFilter({ segments, chosen, onChange }: SegmentsProps) {
  const options = optionsOf(segments, chosen);
  const [first, ...more] = options.filter(({ value }) => chosen.includes(value));
  const label = first === undefined ? 'Segment' : `Segment: ${first.words}${more.length === 0 ? '' : ` and ${String(more.length)} more`}`;
  return <CheckListPopup label={label} legend="In any of these segments" options={options} chosen={chosen} onChange={onChange} />;
}

/** Segments that stand side by side in the screen's charts; where there are fewer than two, there is nothing to compare. */
export function CompareSegments({ segments, chosen, onChange }: SegmentsProps) {
  if (segments.length < 2 && chosen.length === 0) return null;
  return (
    <CheckListPopup
      label={chosen.length === 0 ? 'Compare segments' : `Comparing ${String(chosen.length)} of ${String(MOST_BESIDE)} segments`}
      legend={`Up to ${String(MOST_BESIDE)} segments side by side`}
      options={optionsOf(segments, chosen)}
      chosen={chosen}
      most={MOST_BESIDE}
      onChange={onChange}
    />
  );
}

/** One that is gone can be unchosen. */
function optionsOf(segments: AccountFilterAnswer['segments'], chosen: readonly string[]) {
  const gone = chosen.filter((id) => segments.every(({ value }) => value !== id));
  return [...segments.map(({ name, ...rest }) => ({ ...rest, words: name })), ...gone.map(goneSegment)];
}

const goneSegment = (value: string) => ({ value, words: goneName(value), accounts: 0 });
