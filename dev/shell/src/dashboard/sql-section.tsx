import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import Select from '@atlaskit/select';
import { useState } from 'react';
import type { SitesAnswer, SqlAnswer, StatusAnswer } from '../../../api';
import { postToHost } from '../host/api';
import type { SectionProps } from './section-props';
import { count } from './format';
import { PlainTable, SectionPage } from './parts';
import { appKeysOf } from './site-list';

type Install = { label: string; value: string; appKey: string; site: string };

function installsOf(sites: SitesAnswer | null, status: StatusAnswer | null): Install[] {
  const vendorsFirst = [...(sites?.sites ?? [])].sort((a, b) => Number(b.role === 'vendor') - Number(a.role === 'vendor'));
  return vendorsFirst.flatMap((site) =>
    appKeysOf(site, status).map((appKey) => ({
      label: `${site.name} · ${appKey}`,
      value: `${site.slug}/${appKey}`,
      appKey,
      site: site.slug,
    })),
  );
}

/** Asks the database of one install, as the app would. */
export function SqlSection({ sites, status }: SectionProps) {
  const installs = installsOf(sites.value, status.value);
  const [chosen, choose] = useState<string | null>(null);
  const [text, setText] = useState('SHOW TABLES');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ answer: SqlAnswer } | { error: string } | null>(null);
  const install = installs.find((candidate) => candidate.value === chosen) ?? installs[0];

  const run = () => {
    if (install === undefined) return;
    setBusy(true);
    postToHost('sql', { appKey: install.appKey, site: install.site, text })
      .then(
        (answer) => {
          setOutcome({ answer });
        },
        (cause: unknown) => {
          setOutcome({ error: cause instanceof Error ? cause.message : String(cause) });
        },
      )
      .finally(() => {
        setBusy(false);
      });
  };

  return (
    <SectionPage title="SQL" about="One statement against the database of one install. It can change rows: this is the app’s own data.">
      <form
        className="sql-form"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <label htmlFor="sql-install" className="uikit-label">
          Install
        </label>
        <div className="sql-install">
          <Select<Install>
            inputId="sql-install"
            spacing="compact"
            options={installs}
            value={install ?? null}
            onChange={(option) => {
              choose(option?.value ?? null);
            }}
          />
        </div>
        <label htmlFor="sql-text" className="uikit-label">
          Statement
        </label>
        <textarea
          id="sql-text"
          className="uikit-textarea sql-text"
          rows={5}
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
          }}
        />
        <div className="toolbar">
          <Button type="submit" appearance="primary" isLoading={busy} isDisabled={install === undefined || text.trim() === ''}>
            Run
          </Button>
          <span className="quiet small">Ctrl + Enter runs it too</span>
        </div>
      </form>
      <div aria-live="polite">
        {outcome !== null && ('error' in outcome ? <Refusal message={outcome.error} /> : <Rows answer={outcome.answer} />)}
      </div>
    </SectionPage>
  );
}

const Refusal = ({ message }: { message: string }) => (
  <SectionMessage appearance="error" title="The statement failed">
    <p>{message}</p>
  </SectionMessage>
);

function Rows({ answer }: { answer: SqlAnswer }) {
  return (
    <>
      <p className="quiet sql-took">
        {count(answer.rows.length)} {answer.rows.length === 1 ? 'row' : 'rows'} in {count(answer.tookMs)} ms
      </p>
      <PlainTable
        label="Rows"
        rows={answer.rows}
        rowKey={(_, index) => String(index)}
        empty="The statement returned no rows."
        columns={answer.columns.map((heading, index) => ({
          heading,
          cell: (row: SqlAnswer['rows'][number]) => row[index] ?? <span className="quiet">NULL</span>,
        }))}
      />
    </>
  );
}
