import Button from '@atlaskit/button/new';
import { postToHost } from '../host/api';
import { useAct } from '../host/use-act';
import type { SectionProps } from './section-props';
import { instant } from './format';
import { PlainTable, SectionPage } from './parts';

/** Scheduled triggers of every install, and the addresses of web triggers. */
export function TriggersSection({ status }: SectionProps) {
  const { busy, act } = useAct();
  return (
    <SectionPage
      title="Triggers"
      about="Scheduled triggers run once for each install. Running one here does not change when it is due next."
    >
      <PlainTable
        label="Scheduled triggers"
        rows={status.value?.triggers ?? []}
        rowKey={(trigger) => `${trigger.appKey}/${trigger.site}/${trigger.key}`}
        empty={status.value === null ? 'Loading…' : 'No install has a scheduled trigger.'}
        columns={[
          { heading: 'Trigger', cell: (trigger) => <span className="strong">{trigger.key}</span> },
          { heading: 'Site', cell: (trigger) => trigger.site },
          { heading: 'App', cell: (trigger) => trigger.appKey },
          { heading: 'Every', cell: (trigger) => trigger.interval },
          { heading: 'Last run', cell: (trigger) => (trigger.lastRunAt === null ? 'never' : instant(trigger.lastRunAt)) },
          { heading: 'Outcome', cell: (trigger) => trigger.lastOutcome ?? '' },
          {
            heading: 'Run',
            cell: ({ appKey, site, key }) => (
              <Button
                spacing="compact"
                isDisabled={busy}
                aria-label={`Run now: ${key} on ${site}`}
                onClick={() => {
                  act(async () => {
                    await postToHost('trigger', { appKey, site, key });
                    status.refresh();
                  }, `${key} ran on ${site}`);
                }}
              >
                Run now
              </Button>
            ),
          },
        ]}
      />
      <h2 className="section-part">Web triggers</h2>
      <PlainTable
        label="Web triggers"
        rows={status.value?.webtriggers ?? []}
        rowKey={(trigger) => `${trigger.appKey}/${trigger.site}/${trigger.key}`}
        empty="No install has a web trigger."
        columns={[
          { heading: 'Web trigger', cell: (trigger) => <span className="strong">{trigger.key}</span> },
          { heading: 'Site', cell: (trigger) => trigger.site },
          { heading: 'Address', cell: (trigger) => <code className="address">{trigger.url}</code> },
        ]}
      />
    </SectionPage>
  );
}
