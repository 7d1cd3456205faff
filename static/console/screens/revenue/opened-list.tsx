import type { Answer } from '../../../../src/contract/console';
import { Answered } from '../../parts/answered';
import type { CsvColumn } from '../../parts/csv';
import type { Column } from '../../parts/data-table';
import type { Loaded } from '../../parts/use-answer';
import { allRows, EXPORT_PAGE_SIZE } from './all-rows';
import { Card } from './card';
import { Listed } from './listed';
import { closed, linkTo, type RevenueQuery } from './query';
import { SaveAll } from './save-all';
import { PAGE_SIZE } from './use-revenue';

type Page<Row> = { readonly rows: readonly Row[]; readonly total: number };
type OpenedListProps<Row> = {
  readonly title: string;
  readonly meaning: string;
  readonly query: RevenueQuery;
  readonly loaded: Loaded<Page<Row>>;
  readonly onRetry: () => void;
  /** What is paged, in the plural. */
  readonly things: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly empty: string;
  readonly onPage: (page: number) => void;
  readonly file: {
    readonly name: string;
    readonly columns: readonly CsvColumn<Row>[];
    readonly ask: (page: number, pageSize: number) => Promise<Answer<Page<Row>>>;
  };
};

/** What a row of a table is made of, opened below it: a page at a time, all of it as a file. */
export function OpenedList<Row>(props: OpenedListProps<Row>) {
  const { title, meaning, query, loaded, onRetry, things, columns, rowKey, empty, onPage, file } = props;
  return (
    <Card
      title={title}
      meaning={meaning}
      aside={
        <>
          <SaveAll
            title={title}
            fileName={file.name}
            columns={file.columns}
            isDisabled={loaded.kind !== 'ready' || loaded.value.total === 0}
            read={() => allRows((page) => file.ask(page, EXPORT_PAGE_SIZE), rowKey)}
          />
          <a href={linkTo(closed(query), {})}>Close</a>
        </>
      }
    >
      <Answered loaded={loaded} height={200} onRetry={onRetry}>
        {({ rows, total }, isBusy) => (
          <div>
            <Listed
              caption={title}
              things={things}
              columns={columns}
              rows={rows}
              rowKey={rowKey}
              page={query.page}
              pageSize={PAGE_SIZE}
              total={total}
              empty={empty}
              isBusy={isBusy}
              onPage={onPage}
            />
          </div>
        )}
      </Answered>
    </Card>
  );
}
