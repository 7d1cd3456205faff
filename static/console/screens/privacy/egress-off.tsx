import SectionMessage from '@atlaskit/section-message';
import { EGRESS_SWITCH } from '../../parts/destination-words';
import { instant } from '../../parts/format';

/** Atlassian's own switch is off: nothing leaves, whatever the switches below say. */
export function EgressOff({ since, ownStore }: { since: string; ownStore: boolean }) {
  return (
    <SectionMessage title="Nothing leaves this site now" appearance="information">
      <p>
        Atlassian’s own switch for app analytics is off since {instant(since, '')}. Events are refused, not kept, and never sent later.
        {ownStore ? ' This site’s own usage page still counts.' : ''}
      </p>
      <p>{EGRESS_SWITCH}</p>
    </SectionMessage>
  );
}
