import { Button, ButtonGroup, Stack, Text } from '@forge/react';
import { useTrackingChoice, type ChoiceSession } from '../../tracking/use-tracking-choice';
import { usageDataWords, WHAT_IS_MEASURED } from '../usage-data-words';

/** What is measured, and the user's own choice. Where the choice cannot be asked there is none to make, and nothing else changes. */
export const UsageData = ({ session, close }: { readonly session: ChoiceSession; readonly close: () => void }) => {
  const { state, button } = usageDataWords(useTrackingChoice(session));
  return (
    <Stack space="space.100">
      <Text>{WHAT_IS_MEASURED}</Text>
      {state === null ? null : <Text color="color.text.subtle">{state}</Text>}
      <ButtonGroup label="Usage data">
        {button === null ? null : (
          <Button spacing="compact" onClick={() => void session.choose(button.tracked)}>
            {button.label}
          </Button>
        )}
        <Button appearance="subtle" spacing="compact" autoFocus onClick={close}>
          Close
        </Button>
      </ButtonGroup>
    </Stack>
  );
};
