import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ProfileExport } from '../../../../src/contract/profile-files';
import type { PropertyRow } from '../../../../src/contract/profiles';
import type { SubjectKind } from '../../../../src/segments/value';
import { useAsk } from '../../parts/ask-context';
import { count } from '../../parts/format';
import { saveCsv } from '../../parts/save-csv';
import { exportFile } from './export-file';

/** All that is stored of a kind, in a file that an import reads. */
export function ExportProfiles({ kind, properties }: { kind: SubjectKind; properties: readonly PropertyRow[] }) {
  const ask = useAsk();
  const [told, setTold] = useState('');
  const [isBusy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    const rows: ProfileExport['rows'] = [];
    let after: string | null = null;
    let refused: string | null = null;
    do {
      const answer: Awaited<ReturnType<typeof ask<'exportProfiles'>>> = await ask('exportProfiles', { kind, after });
      if (!answer.ok) refused = answer.message;
      else rows.push(...answer.value.rows);
      after = answer.ok ? answer.value.next : null;
      setTold(`${count(rows.length)} read …`);
    } while (after !== null);
    setBusy(false);
    if (refused === null && rows.length > 0) saveCsv(`tidemark-${kind}-properties`, exportFile(kind, properties, rows));
    setTold(refused ?? (rows.length === 0 ? 'Nothing is stored of them yet.' : `${count(rows.length)} saved.`));
  };
  return (
    <span className="import-export">
      <span role="status" className="faint">
        {told}
      </span>
      <Button isLoading={isBusy} onClick={() => void save()}>
        Export as CSV
      </Button>
    </span>
  );
}
