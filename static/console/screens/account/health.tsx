import { type AccountHealth, HEALTH_HOLD_DAYS } from '../../../../src/contract/health';
import { Definition } from '../../parts/definition';
import { day } from '../../parts/format';
import { Colour } from '../health/colour';
import { Reasons } from '../health/reasons';
import { COLOUR_WORDS, MEANING, SOURCE_WORDS } from '../health/words';
import '../../style/health.css';

/** How the account is, what that hangs on, and how it was before. */
export function Health({ health }: { health: AccountHealth | null }) {
  return (
    <section className="card" aria-label="Health">
      <div className="card-head">
        <h2>
          <Definition term="Health" meaning={MEANING} />
        </h2>
        <a href="#/health">All accounts</a>
      </div>
      {health === null ? (
        <p className="faint">Nothing is said of this account: it has neither rules nor scores.</p>
      ) : (
        <Told told={health} />
      )}
    </section>
  );
}

function Told({ told: { health, asked, askedSinceDay, source, reasons, history } }: { told: AccountHealth }) {
  const [latest] = history;
  return (
    <>
      <p>
        <Colour health={health} /> {SOURCE_WORDS[source]}
        {latest === undefined ? '' : `, since ${day(latest.day)}`}.
        {asked === health
          ? ''
          : ` ${COLOUR_WORDS[asked]} is said of it since ${day(askedSinceDay)}: it turns when that has lasted ${String(HEALTH_HOLD_DAYS)} days.`}
      </p>
      <h3>Why, as it is today</h3>
      <Reasons reasons={reasons} />
      {history.length < 2 ? null : (
        <>
          <h3>Before</h3>
          <ul className="health-reasons">
            {history.map((turn) => (
              <li key={turn.day}>
                {day(turn.day)}: <Colour health={turn.was} /> <span aria-hidden="true">→</span>
                <span className="unseen">to</span> <Colour health={turn.health} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
