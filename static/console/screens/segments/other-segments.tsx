import type { SegmentAnswer } from '../../../../src/contract/segments';
import { Choose } from './builder/fields';

/** Beside the segment itself. */
export const MOST_OTHERS = 2;

type OtherSegmentsProps = {
  readonly label: string;
  readonly others: SegmentAnswer['others'];
  readonly chosen: readonly number[];
  readonly onChange: (chosen: readonly number[]) => void;
};

/** Segments of the same kind that this one is compared with. */
export function OtherSegments({ label, others, chosen, onChange }: OtherSegmentsProps) {
  const names = new Map(others.map((each) => [each.segmentId, each.name]));
  const free = others.filter((each) => !chosen.includes(each.segmentId));
  return (
    <div className="overlap-chosen">
      {chosen.map((id) => (
        <span key={id} className="condition-chip">
          <bdi>{names.get(id)}</bdi>
          <button
            type="button"
            aria-label={`Compare no longer with ${names.get(id) ?? ''}`}
            onClick={() => {
              onChange(chosen.filter((each) => each !== id));
            }}
          >
            ✕
          </button>
        </span>
      ))}
      {chosen.length < MOST_OTHERS && free.length > 0 ? (
        <Choose
          label={label}
          options={free.map((each) => ({ value: String(each.segmentId), label: each.name }))}
          value=""
          placeholder={chosen.length === 0 ? 'Compare with…' : 'And with…'}
          onChange={(value) => {
            onChange([...chosen, Number(value)]);
          }}
        />
      ) : null}
    </div>
  );
}
