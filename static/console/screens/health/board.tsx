import type { HealthBoardAnswer, HealthColour } from '../../../../src/contract/health';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { useFilteredHrefs } from '../../parts/carried-filter';
import { count, counted, money, roundMoney } from '../../parts/format';
import { countColumn, moneyColumn, textColumn } from '../../parts/frame-columns';
import { Colour } from './colour';
import { cellPlace, sectionPlace } from './query';
import { COLOUR_WORDS, COLOURS, MEANING, SOURCE_WORDS, stageName } from './words';

type Stage = HealthBoardAnswer['stages'][number];
type Row = {
  readonly stage: string | null;
  readonly name: string | null;
  readonly health: HealthColour;
  readonly accounts: number;
  readonly mrrCents: number;
};

const COLUMNS: readonly FrameColumn<Row>[] = [
  textColumn('Stage', (row) => stageName(row.name)),
  textColumn('Health', (row) => COLOUR_WORDS[row.health]),
  countColumn('Accounts', (row) => row.accounts),
  moneyColumn('MRR', (row) => row.mrrCents),
];

/** Accounts and MRR by stage and colour; every figure leads to its accounts. `isPart`: they are not all accounts. */
export function Board({ stages, isPart }: { stages: readonly Stage[]; isPart: boolean }) {
  const hrefOf = useFilteredHrefs('health');
  const rows = stages.flatMap(({ stage, name, cells }) => cells.map((cell): Row => ({ stage, name, ...cell })));
  const told = rows.filter(({ accounts }) => accounts > 0);
  // A column for what cannot be told only where there is something in it.
  const colours = COLOURS.filter((health) => health !== 'unknown' || told.some((row) => row.health === 'unknown'));
  return (
    <ChartFrame
      title="By stage"
      meaning={MEANING}
      fileName="tidemark-health"
      columns={COLUMNS}
      rows={told}
      rowKey={(row) => `${row.stage ?? ''} ${row.health}`}
    >
      {told.length === 0 ? (
        <div className="not-enough">
          <p>
            {isPart
              ? 'Nothing is said of any of the accounts chosen above.'
              : 'Nothing is said of any account yet: there are neither rules nor scores, or the night has not come.'}
          </p>
          <a href={hrefOf(sectionPlace('rules'))}>Say what is good and what is bad</a>
        </div>
      ) : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="Health by stage">
          <table className="table health-board">
            <thead>
              <tr>
                <th scope="col">Stage</th>
                {colours.map((health) => (
                  <th key={health} scope="col" className="end">
                    <Colour health={health} />
                  </th>
                ))}
                <th scope="col" className="end">
                  Nothing said
                </th>
              </tr>
            </thead>
            <tbody>
              {stages.map((row) => (
                <tr key={row.stage}>
                  <th scope="row">
                    <bdi>{stageName(row.name)}</bdi>
                    <span className="faint health-source">{SOURCE_WORDS[row.source]}</span>
                  </th>
                  {colours.map((health) => (
                    <CellFigure key={health} stage={row} health={health} />
                  ))}
                  <td className="end faint">{row.others === 0 ? '–' : count(row.others)}</td>
                </tr>
              ))}
              <Totals rows={told} colours={colours} others={stages.reduce((sum, { others }) => sum + others, 0)} />
            </tbody>
          </table>
        </div>
      )}
    </ChartFrame>
  );
}

function CellFigure({ stage, health }: { stage: Stage; health: HealthColour }) {
  const hrefOf = useFilteredHrefs('health');
  const cell = stage.cells.find((each) => each.health === health);
  if (cell === undefined || cell.accounts === 0) return <td className="end faint">–</td>;
  return (
    <td className="end">
      <a href={hrefOf(cellPlace(stage.stage, health))}>
        {counted(cell.accounts, 'account')}
        <span className="unseen">{` ${COLOUR_WORDS[health]}, ${stageName(stage.name)}`}</span>
      </a>
      <span className="faint health-money" title={money(cell.mrrCents)}>
        {roundMoney(cell.mrrCents)} MRR
      </span>
    </td>
  );
}

function Totals({ rows, colours, others }: { rows: readonly Row[]; colours: readonly HealthColour[]; others: number }) {
  return (
    <tr className="health-totals">
      <th scope="row">Total</th>
      {colours.map((health) => {
        const own = rows.filter((row) => row.health === health);
        const cents = own.reduce((sum, { mrrCents }) => sum + mrrCents, 0);
        return (
          <td key={health} className="end">
            {count(own.reduce((sum, { accounts }) => sum + accounts, 0))}
            <span className="faint health-money" title={money(cents)}>
              {roundMoney(cents)} MRR
            </span>
          </td>
        );
      })}
      <td className="end">{count(others)}</td>
    </tr>
  );
}
