import type { ActivationAnswer } from '../../../../src/contract/activation';
import { BarFigure } from '../../parts/bars';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { Definition } from '../../parts/definition';
import { roundPercent } from '../../parts/format';
import { countColumn, shareColumn, textColumn } from '../../parts/frame-columns';
import {
  activationCaution,
  activationGist,
  actionWords,
  type EarlyAction,
  farthest,
  nothingApart,
  retainedWith,
  retainedWithout,
  signedPoints,
} from './activation-figures';
import { DifferenceBar } from './difference';
import { activationMeaning, activationTerms } from './journey-words';
import type { EngagementQuery } from './query';

/** Drawn at once; the table has them all. */
const DRAWN = 12;

const pointsColumn = (heading: string, of: (row: EarlyAction) => number | null): FrameColumn<EarlyAction> => ({
  heading,
  cell: of,
  shown: (row) => {
    const value = of(row);
    return value === null ? '–' : signedPoints(value);
  },
  align: 'end',
});
const COLUMNS: readonly FrameColumn<EarlyAction>[] = [
  textColumn('Early action', actionWords),
  shareColumn('Reach', (row) => row.reach),
  countColumn('Accounts that did it', (row) => row.did.accounts),
  shareColumn('Retained with it', retainedWith),
  countColumn('Accounts that did not', (row) => row.didNot.accounts),
  shareColumn('Retained without it', retainedWithout),
  pointsColumn('Lift', (row) => row.lift?.value ?? null),
  pointsColumn('Lowest (95%)', (row) => row.lift?.low ?? null),
  pointsColumn('Highest (95%)', (row) => row.lift?.high ?? null),
];

const keyOf = (row: EarlyAction): string => `${row.events.join('\n')}\n${String(row.atLeast)}`;

type ActivationProps = { readonly answer: ActivationAnswer; readonly query: EngagementQuery };

/** What accounts that stayed did at first, and lost ones did not. */
export function Activation({ answer, query }: ActivationProps) {
  const { journey } = query;
  const nothing = nothingApart(answer);
  const rows = nothing === null ? answer.actions : [];
  const drawn = rows.slice(0, DRAWN);
  const most = farthest(drawn.map(({ lift }) => lift));
  return (
    <ChartFrame
      title="Early actions"
      meaning={activationMeaning}
      fileName={`tidemark-activation-${String(journey.earlyDays)}-days-${answer.asOfDay}`}
      columns={COLUMNS}
      rows={rows}
      rowKey={keyOf}
      lead={nothing === null ? <p className="list-lead">{activationGist(answer, journey)}</p> : undefined}
    >
      {nothing === null ? (
        <>
          <div className="activation">
            <Heads />
            <ol className="bars">
              {drawn.map((action) => (
                <Row key={keyOf(action)} action={action} most={most} />
              ))}
            </ol>
          </div>
          <p className="chart-note">{activationCaution(answer)}</p>
        </>
      ) : (
        <p className="not-enough">{nothing}</p>
      )}
    </ChartFrame>
  );
}

function Heads() {
  const { lift, reach, withIt, without } = activationTerms;
  return (
    <div className="bar-row bar-heads">
      <span />
      {[lift, reach, withIt, without].map((each) => (
        <span key={each.term} className={each === lift ? 'difference-head' : undefined}>
          <Definition {...each} />
        </span>
      ))}
    </div>
  );
}

const shareWords = (share: number | null): string => (share === null ? '–' : roundPercent(share));

function Row({ action, most }: { action: EarlyAction; most: number }) {
  const [withIt, without] = [retainedWith(action), retainedWithout(action)];
  return (
    <li className="bar-row">
      <span className="bar-name">{actionWords(action)}</span>
      <DifferenceBar difference={action.lift} most={most} />
      <span className="bar-share">
        {action.lift === null ? '–' : signedPoints(action.lift.value).replace(/ points?/, '')}
        <span className="unseen">
          {' '}
          points of retention
          {action.lift === null ? '' : `, between ${signedPoints(action.lift.low)} and ${signedPoints(action.lift.high)}`}
        </span>
      </span>
      <BarFigure text={roundPercent(action.reach)} of="of accounts did it" />
      <BarFigure text={shareWords(withIt)} of="of them retained" />
      <BarFigure text={shareWords(without)} of="of the others retained" />
    </li>
  );
}
