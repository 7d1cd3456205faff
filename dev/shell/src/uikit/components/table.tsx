import AtlaskitTable from '@atlaskit/dynamic-table';
import { Draw, type Drawing } from '../draw';
import { slotOf, wordsOf, type ForgeNode } from '../forge-doc';
import { flagProp, given, numberProp, textProp } from '../props';

const keyOf = (cell: ForgeNode) => textProp(cell, 'cellKey') ?? textProp(cell, 'rowKey') ?? cell.key;

export const DynamicTable: Drawing = ({ node }) => {
  const head = slotOf(node, 'head').map((cell) => ({
    key: keyOf(cell),
    content: <Draw nodes={cell.children} />,
    isSortable: flagProp(cell, 'isSortable'),
    ...given({ width: numberProp(cell, 'width') }),
  }));
  const rows = slotOf(node, 'rows').map((row) => ({
    key: keyOf(row),
    cells: row.children.map((cell) => ({
      key: textProp(cell, 'cellKey') ?? wordsOf(cell.children),
      content: <Draw nodes={cell.children} />,
    })),
  }));
  const empty = slotOf(node, 'emptyView');
  return (
    <AtlaskitTable
      {...given({
        caption: textProp(node, 'caption'),
        rowsPerPage: numberProp(node, 'rowsPerPage'),
        defaultPage: numberProp(node, 'defaultPage'),
      })}
      {...(head.length > 0 ? { head: { cells: head } } : {})}
      rows={rows}
      isLoading={flagProp(node, 'isLoading')}
      isFixedSize={flagProp(node, 'isFixedSize')}
      emptyView={
        empty.length > 0 ? <Draw nodes={empty} /> : <span className="quiet">{textProp(node, 'emptyView') ?? 'Nothing here.'}</span>
      }
    />
  );
};
