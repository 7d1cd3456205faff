import SectionMessage from '@atlaskit/section-message';
import { roundPercent } from './format';
import { useFilledShare } from './use-filled-share';

/** Says above every screen that the database is filling up, while there is still time to do something about it. */
export function FillingUp() {
  const share = useFilledShare();
  return share === null ? null : (
    <div className="notice" role="status">
      <SectionMessage title={`The database is ${roundPercent(share)} full`} appearance="warning">
        <p>
          When it is full, nothing new can be stored. <a href="#/settings">What fills it is in the settings</a>
        </p>
      </SectionMessage>
    </div>
  );
}
