import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { SentExample } from '../../../../src/contract/privacy';
import { Definition } from '../../parts/definition';
import { counted, day } from '../../parts/format';
import { CallList } from './call-list';

const MEANING = 'One example of each event name and UTC day, exactly as it was sent. To see every single one, watch for an hour.';

const FIRST_DAYS = 7;

/** What did leave, newest day first. */
export function Sent({ examples }: { examples: readonly SentExample[] }) {
  const headingId = useId();
  const [isAll, setAll] = useState(false);
  const days = [...new Set(examples.map((example) => example.day))];
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="What left" meaning={MEANING} />
        </h2>
      </div>
      {days.length === 0 ? <p className="not-enough">Nothing has left this site yet.</p> : null}
      {(isAll ? days : days.slice(0, FIRST_DAYS)).map((isoDay, index) => {
        const ofDay = examples.filter((example) => example.day === isoDay);
        return (
          <details key={isoDay} className="sent-day" open={index === 0}>
            <summary>
              <span className="sent-day-name">{day(isoDay)}</span> <span className="faint">{counted(ofDay.length, 'event name')}</span>
            </summary>
            <CallList calls={ofDay} />
          </details>
        );
      })}
      {isAll || days.length <= FIRST_DAYS ? null : (
        <div className="sent-older">
          <Button
            appearance="subtle"
            onClick={() => {
              setAll(true);
            }}
          >
            Show {counted(days.length - FIRST_DAYS, 'older day')}
          </Button>
        </div>
      )}
    </section>
  );
}
