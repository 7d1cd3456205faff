import Button from '@atlaskit/button/new';
import { count } from './format';

/** `things` names what is paged. `page` counts from 0; the words count from 1. A single page has nowhere to go. */
export function Pager(props: { things: string; page: number; pageSize: number; total: number; onPage: (page: number) => void }) {
  const pages = Math.max(1, Math.ceil(props.total / props.pageSize));
  const first = props.total === 0 ? 0 : props.page * props.pageSize + 1;
  const last = Math.min(props.total, (props.page + 1) * props.pageSize);
  return (
    <nav className="pager" aria-label={`Pages of ${props.things}`}>
      <span aria-live="polite">
        {count(first)}–{count(last)} of {count(props.total)}
      </span>
      {pages === 1 && props.page === 0 ? null : (
        <>
          <Button
            spacing="compact"
            isDisabled={props.page === 0}
            onClick={() => {
              props.onPage(props.page - 1);
            }}
          >
            Previous
          </Button>
          <span className="pager-page">
            Page {count(props.page + 1)} of {count(pages)}
          </span>
          <Button
            spacing="compact"
            isDisabled={props.page >= pages - 1}
            onClick={() => {
              props.onPage(props.page + 1);
            }}
          >
            Next
          </Button>
        </>
      )}
    </nav>
  );
}
