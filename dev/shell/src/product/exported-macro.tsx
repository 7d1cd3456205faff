import Button from '@atlaskit/button/new';
import { type ReactNode, useState } from 'react';
import type { ApiModule } from '../../../api';
import { fieldsOf, textField } from '../bridge/payload';
import { postToHost } from '../host/api';
import type { Placed } from './placed';
import type { Visit } from './visit';

type ExportedMacroProps = { visit: Visit; module: ApiModule; pageId: string; one: Placed };

/** What would stand in a PDF of the page in the macro's place. */
export function ExportedMacro({ visit, module, pageId, one }: ExportedMacroProps) {
  const [shown, setShown] = useState<unknown>(null);
  const [error, setError] = useState<string | null>(null);
  const ask = async () => {
    try {
      const body = { site: visit.site.slug, accountId: visit.user.accountId, appKey: module.appKey, moduleKey: module.key };
      setShown(await postToHost('export', { ...body, exportType: 'pdf', config: one.settings ?? {}, contentId: pageId }));
      setError(null);
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause));
    }
  };
  return (
    <div className="exported">
      <Button spacing="compact" onClick={() => void ask()}>
        Show as exported to PDF
      </Button>
      {error !== null && <p role="alert">{error}</p>}
      {shown !== null && (
        <div role="region" aria-label="As exported">
          {drawNode(shown, 0)}
        </div>
      )}
    </div>
  );
}

/** The few nodes of the Atlassian document format that apps export here; others show their content alone. */
function drawNode(node: unknown, key: number): ReactNode {
  const content = fieldsOf(node).content;
  const inside = Array.isArray(content) ? content.map(drawNode) : null;
  switch (textField(node, 'type')) {
    case 'text':
      return textField(node, 'text');
    case 'heading':
      return <h3 key={key}>{inside}</h3>;
    case 'paragraph':
      return <p key={key}>{inside}</p>;
    case 'table':
      return (
        <table key={key}>
          <tbody>{inside}</tbody>
        </table>
      );
    case 'tableRow':
      return <tr key={key}>{inside}</tr>;
    case 'tableHeader':
      return <th key={key}>{inside}</th>;
    case 'tableCell':
      return <td key={key}>{inside}</td>;
    default:
      return inside;
  }
}
