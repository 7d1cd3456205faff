import { useId } from 'react';
import type { WeekChange, WeekChanges } from '../../../../src/contract/week-changes';
import { Definition } from '../../parts/definition';
import { day } from '../../parts/format';
import { chartWords } from './words';
import { changeWords } from './week-words';

/** The largest gains and losses of the last whole week, in sentences, each with its evidence. */
export function Week({ week: { fromDay, toDay, better, worse } }: { week: WeekChanges }) {
  const headingId = useId();
  return (
    <section className="card week" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="What changed this week" meaning={chartWords.week} />
        </h2>
        <p className="week-days">
          {day(fromDay)} to {day(toDay)}
        </p>
      </div>
      <div className="week-sides">
        <Side title="Gains" changes={better} none="No account stood out: no new MRR, no trial that took off, no clear rise in users." />
        <Side title="Losses" changes={worse} none="No account stood out: no MRR lost, no payer fell silent, no clear fall in users." />
      </div>
    </section>
  );
}

function Side({ title, changes, none }: { title: string; changes: readonly WeekChange[]; none: string }) {
  return (
    <div className="week-side">
      <h3>{title}</h3>
      {changes.length === 0 ? <p className="not-enough">{none}</p> : null}
      <ul>
        {changes.map((change) => {
          const { what, evidence } = changeWords(change);
          return (
            <li key={`${change.kind} ${String(change.accountId)}`}>
              <p>
                <a href={`#/account?id=${String(change.accountId)}`}>
                  <bdi>{change.company}</bdi>
                </a>{' '}
                {what}
              </p>
              <p className="week-evidence">{evidence.join(' · ')}</p>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
