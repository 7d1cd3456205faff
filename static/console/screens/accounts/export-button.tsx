import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { useAsk } from '../../parts/ask-context';
import { count, counted } from '../../parts/format';
import { saveCsv } from '../../parts/save-csv';
import { exportAccounts } from './export-accounts';
import type { accountsInput } from './query';

type State = { kind: 'idle' } | { kind: 'running'; done: number; total: number } | { kind: 'done'; text: string };

/** Downloads the whole filtered list, page by page, and says how far it is. */
export function ExportButton({ input, total }: { input: ReturnType<typeof accountsInput>; total: number }) {
  const ask = useAsk();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const run = async (): Promise<void> => {
    setState({ kind: 'running', done: 0, total });
    const outcome = await exportAccounts(ask, input, (done, all) => {
      setState({ kind: 'running', done, total: all });
    });
    if (outcome.kind === 'file') saveCsv('tidemark-accounts', outcome.text);
    const text =
      outcome.kind === 'file' ? `Downloaded ${counted(outcome.accounts, 'account')}` : `Not downloaded: ${outcome.refusal.message}`;
    setState({ kind: 'done', text });
  };
  return (
    <>
      <span className="export-state" role="status">
        {state.kind === 'running' ? `${count(state.done)} of ${count(state.total)}…` : state.kind === 'done' ? state.text : ''}
      </span>
      <Button
        isLoading={state.kind === 'running'}
        isDisabled={total === 0}
        aria-label="Export CSV of all listed accounts"
        onClick={() => void run()}
      >
        Export CSV
      </Button>
    </>
  );
}
