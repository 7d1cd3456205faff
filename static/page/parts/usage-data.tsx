import Button from '@atlaskit/button/new';
import { usageDataWords, WHAT_IS_MEASURED } from '../../../src/frontend/usage-data-words';
import { useTrackingChoice, type ChoiceSession } from '../../../src/tracking/use-tracking-choice';
import { bringIntoView } from './bring-into-view';

/** What is measured, and the user's own choice. Where the choice cannot be asked there is none to make, and nothing else changes. */
export function UsageData({ session, close }: { readonly session: ChoiceSession; readonly close: () => void }) {
  const { state, button } = usageDataWords(useTrackingChoice(session));
  return (
    <section className="tool" ref={bringIntoView} aria-label="Usage data">
      <p>{WHAT_IS_MEASURED}</p>
      <p className="quiet" role="status">
        {state}
      </p>
      <div className="line">
        {button === null ? null : (
          <Button spacing="compact" onClick={() => void session.choose(button.tracked)}>
            {button.label}
          </Button>
        )}
        <Button appearance="subtle" spacing="compact" autoFocus onClick={close}>
          Close
        </Button>
      </div>
    </section>
  );
}
