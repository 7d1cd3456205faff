import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useId, useState } from 'react';
import type { AccessSettings } from '../../../../src/contract/console';
import { useAsk } from '../../parts/ask-context';
import { RefusalMessage, RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton } from '../../parts/skeleton';
import { Space } from './space';
import { groupOf, type Saving, useSettings } from './use-settings';

const MAX_GROUP_LENGTH = 255;

export function Settings() {
  const { settings, retry, saving, save } = useSettings(useAsk());
  switch (settings.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Settings" />;
    case 'refused':
      return <RefusedScreen title="Settings" refusal={settings.refusal} onRetry={retry} />;
    case 'ready':
      return (
        <>
          <div className="page-head">
            <h1>Settings</h1>
          </div>
          <div className="stack">
            <AccessForm settings={settings.value} saving={saving} save={save} />
            {settings.value.scope === 'vendor' ? <Space /> : null}
          </div>
        </>
      );
  }
}

function AccessForm({ settings, saving, save }: { settings: AccessSettings; saving: Saving; save: (typed: string) => Promise<void> }) {
  const fieldId = useId();
  const helpId = useId();
  const [typed, setTyped] = useState(settings.consoleGroup ?? '');
  const isUnchanged = groupOf(typed) === settings.consoleGroup;
  const subject = settings.scope === 'vendor' ? 'the console' : 'the usage page';
  return (
    <form
      className="card settings"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isUnchanged) void save(typed);
      }}
    >
      <h2>Who may open {subject}</h2>
      <p className="settings-text">
        Jira administrators always may. Name one Jira group to let its members in as well; they can read everything here, and change nothing
        on this page.
      </p>
      <label htmlFor={fieldId} className="settings-label">
        Jira group
      </label>
      <div className="settings-field">
        <Textfield
          id={fieldId}
          isCompact
          value={typed}
          maxLength={MAX_GROUP_LENGTH}
          isDisabled={!settings.canChange}
          autoComplete="off"
          placeholder="Administrators only"
          aria-describedby={helpId}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
          }}
        />
        {settings.canChange ? (
          <Button type="submit" appearance="primary" isLoading={saving.kind === 'saving'} isDisabled={isUnchanged}>
            Save
          </Button>
        ) : null}
      </div>
      <p id={helpId} className="settings-help">
        {settings.canChange
          ? 'The exact name of the group, as Jira’s user management shows it. Empty: administrators only.'
          : 'Only a Jira administrator can change this.'}
      </p>
      <div role="status">
        {saving.kind === 'saved' && isUnchanged ? <p className="settings-saved">Saved: {savedWords(settings.consoleGroup)}</p> : null}
      </div>
      {saving.kind === 'refused' ? <RefusalMessage refusal={saving.refusal} onRetry={() => void save(typed)} /> : null}
    </form>
  );
}

const savedWords = (group: string | null): string =>
  group === null ? 'only administrators may open it.' : `administrators and members of “${group}” may open it.`;
