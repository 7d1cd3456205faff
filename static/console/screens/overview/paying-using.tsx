import Tooltip from '@atlaskit/tooltip';
import type { AccountFilter } from '../../../../src/contract/account-filter';
import type { Overview } from '../../../../src/contract/overview';
import { Standing } from '../../../../src/contract/standing';
import { writeFilter } from '../../parts/account-filter';
import { ChartFrame, type FrameColumn } from '../../parts/chart-frame';
import { count, money, moneyDigits, roundMoney, roundPercent } from '../../parts/format';
import { chartWords, standingWords } from './words';

type PayingUsingFigures = NonNullable<Overview['payingUsing']>;
type Cell = { readonly standing: Standing; readonly accounts: number; readonly mrrCents: number };

const COLUMNS: readonly FrameColumn<Cell>[] = [
  { heading: 'Paying × using', cell: (cell) => standingWords[cell.standing].term, shown: (cell) => standingWords[cell.standing].term },
  { heading: 'Accounts', cell: (cell) => cell.accounts, shown: (cell) => count(cell.accounts), align: 'end' },
  { heading: 'MRR (USD)', cell: (cell) => Number(moneyDigits(cell.mrrCents)), shown: (cell) => money(cell.mrrCents), align: 'end' },
];

/** `filter`: the accounts that the figures are of, and their lists. */
type PayingUsingProps = { figures: PayingUsingFigures; asOfDay: string; filter?: AccountFilter };

/** Who pays, who uses, and what is in the gap; the accounts of which nothing is known stand apart. */
export function PayingUsing({ figures, asOfDay, filter = {} }: PayingUsingProps) {
  const cells = Standing.options.map((standing) => ({
    standing,
    accounts: figures.counts[standing],
    mrrCents: figures.mrrCents[standing],
  }));
  const allAccounts = cells.reduce((sum, cell) => sum + cell.accounts, 0);
  const draw = (standing: Standing) => (
    <MatrixCell
      standing={standing}
      accounts={figures.counts[standing]}
      mrrCents={figures.mrrCents[standing]}
      allAccounts={allAccounts}
      href={`#/accounts?${writeFilter(new URLSearchParams({ standing }), filter).toString()}`}
    />
  );
  return (
    <ChartFrame
      title="Paying × using"
      meaning={chartWords.payingUsing}
      fileName={`tidemark-paying-using-${asOfDay}`}
      columns={COLUMNS}
      rows={cells}
      rowKey={(cell) => cell.standing}
    >
      <div className="matrix" role="group" aria-label="Paying × using: choose a cell to list its accounts">
        <span className="matrix-corner" />
        <span className="matrix-head">Used in 30 days</span>
        <span className="matrix-head">Silent</span>
        <span className="matrix-side">Paying</span>
        {draw('paid-used')}
        {draw('paid-silent')}
        <span className="matrix-side">Not paying</span>
        {draw('unpaid-used')}
        {draw('neither')}
        <span className="matrix-side" />
        <div className="matrix-apart">
          {draw('not-observed')}
          <p>The app there sent nothing for 8 days: analytics off, an old version, or Data Center. That does not mean unused.</p>
        </div>
      </div>
    </ChartFrame>
  );
}

/** Revenue at risk stands out, but only where there is some. */
function cellTone(standing: Standing, accounts: number): 'at-risk' | 'apart' | '' {
  if (standing === 'not-observed') return 'apart';
  return standing === 'paid-silent' && accounts > 0 ? 'at-risk' : '';
}

/** An account that does not pay has no MRR to speak of; what to do about the cell instead. */
function moneyWords({ standing, accounts, mrrCents }: Cell): string {
  if (standing === 'paid-silent' && mrrCents > 0) return `${roundMoney(mrrCents)} MRR at risk`;
  if (standing === 'unpaid-used' && mrrCents === 0 && accounts > 0) return 'No MRR yet: to win';
  return mrrCents === 0 ? 'No MRR' : `${roundMoney(mrrCents)} MRR`;
}

type MatrixCellProps = Cell & { allAccounts: number; href: string };

function MatrixCell({ standing, accounts, mrrCents, allAccounts, href }: MatrixCellProps) {
  return (
    <Tooltip content={standingWords[standing].meaning} position="top">
      {(trigger) => (
        <a {...trigger} className={`cell ${cellTone(standing, accounts)}`} href={href}>
          <span className="cell-term">{standingWords[standing].term}</span>
          <span className="cell-count">
            {count(accounts)}
            <span className="unseen"> {accounts === 1 ? 'account' : 'accounts'}, </span>
            <span className="cell-share">{allAccounts === 0 ? '' : `${roundPercent(accounts / allAccounts)} of all`}</span>
          </span>
          <span className="cell-money">{moneyWords({ standing, accounts, mrrCents })}</span>
        </a>
      )}
    </Tooltip>
  );
}
